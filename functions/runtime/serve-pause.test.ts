import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { defineFunction, type Limits, type RunContext } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
const rung: string[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    rung.push(((await request.json()) as { key: string }).key)
    return Response.json({ messageId: 'msg_1' })
  })
  const values = testEnvironment({ database: database.url, queue: queue.url })
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
})
afterAll(async () => {
  await queue.close()
  await database.close()
})
beforeEach(async () => {
  rung.length = 0
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  await sql`truncate jobs, job_steps`
  await sql`insert into jobs (key, name, input) values ('job', 'ship-order', '{}')`
})

/** @param limits with 0 seconds, time is up after the first step of each run */
const shipBy = (run: (context: RunContext) => Promise<unknown>, limits: Partial<Limits> = {}) =>
  serve(
    defineFunction({
      name: 'ship-order',
      trigger: { kind: 'queue' },
      limits,
      input: z.object({}),
      run: (_, context) => run(context),
    }),
  )
const deliver = (handler: ReturnType<typeof shipBy>) => handler(deliveryOf('ship-order', 'job', {}))
const jobNow = async () => (await sql`select status, attempts, error from jobs`)[0]

/** Three steps; each records that it ran. */
function threeSteps() {
  const done: string[] = []
  const work = async ({ step }: RunContext) => {
    const results: string[] = []
    for (const name of ['first', 'second', 'third']) {
      results.push(
        await step(name, async () => {
          done.push(name)
          return `${name} result`
        }),
      )
    }
    return { results }
  }
  return { done, work }
}

test('a job with no time left does one step in each run and rings for the next run', async () => {
  const { done, work } = threeSteps()
  const handler = shipBy(work, { seconds: 0 })
  for (const steps of [1, 2]) {
    const response = await deliver(handler)
    expect([response.status, await response.json()]).toEqual([202, { state: 'continues' }])
    expect(done).toHaveLength(steps)
    expect(await jobNow()).toEqual({ status: 'waiting', attempts: 0, error: null })
    expect(rung).toHaveLength(steps)
  }
  const last = await deliver(handler)
  expect([last.status, await last.json()]).toEqual([
    200,
    { results: ['first result', 'second result', 'third result'] },
  ])
  expect(done).toEqual(['first', 'second', 'third'])
  expect(await jobNow()).toEqual({ status: 'done', attempts: 1, error: null })
  expect(rung).toEqual(['job', 'job'])
})

test('a job with enough time does all steps in one run', async () => {
  const { done, work } = threeSteps()
  expect((await deliver(shipBy(work))).status).toBe(200)
  expect(done).toEqual(['first', 'second', 'third'])
  expect(rung).toEqual([])
})

test('a pause changes nothing when another run has finished the job', async () => {
  const handler = shipBy(
    async ({ step }) => {
      await step('first', async () => null)
      await sql`update jobs set status = 'done'`
      await step('second', async () => null)
    },
    { seconds: 0 },
  )
  expect((await deliver(handler)).status).toBe(202)
  expect(await jobNow()).toEqual({ status: 'done', attempts: 1, error: null })
  expect(rung).toEqual([])
})

test('the sweep finds a paused job whose ring was lost', async () => {
  await deliver(shipBy(threeSteps().work, { seconds: 0 }))
  const take = () => sql`select take_overdue_jobs(20)`
  expect(await take()).toHaveLength(0)
  await sql`update jobs set run_at = run_at - interval '6 minutes', finished_at = finished_at - interval '6 minutes'`
  expect(await take()).toHaveLength(1)
})

test('an unsigned delivery does not continue a paused job', async () => {
  const handler = shipBy(threeSteps().work, { seconds: 0 })
  await deliver(handler)
  expect((await handler(callOf('ship-order', { body: '{"key":"job","input":{}}' }))).status).toBe(401)
})
