import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { defaultLimits, defaultRetries, defineFunction } from '#functions/runtime/define.ts'
import { shareForSteps } from '#functions/runtime/run-job.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { nextDelay } from '#local/queue/backoff.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// Compares the table "When a job fails" in docs/architecture.md with the code and the database.

let database: TestDatabase
let sql: Sql
let table: Record<string, number[]>
beforeAll(async () => {
  const guide = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'architecture.md'), 'utf8')
  const [, section = ''] = guide.split('### When a job fails')
  const rows = [...section.matchAll(/^\| the (\w+) \| (.*) \|$/gm)]
  table = Object.fromEntries(rows.map(([, part, text = '']) => [part, (text.match(/[\d.]+/g) ?? []).map(Number)]))
  database = await startTestDatabase()
  sql = database.sql
  for (const [name, value] of Object.entries(testEnvironment({ database: database.url }))) vi.stubEnv(name, value)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`truncate jobs cascade`
  await sql`insert into jobs (key, name, input) values ('job', 'ship-order', '{}')`
})

const ship = (run: () => Promise<unknown>) =>
  serve(defineFunction({ name: 'ship-order', trigger: { kind: 'queue' }, input: z.object({}), run }))
const deliver = (run: () => Promise<unknown>) => ship(run)(deliveryOf('ship-order', 'job', {}))
const fail = () => deliver(() => Promise.reject(new Error('no')))
const jobNow = async () => (await sql`select * from jobs`)[0]

test('the queue', () => {
  const [retries, first, base = 0] = table.queue ?? []
  expect(retries).toBe(defaultRetries.job)
  const delays = [0, 1].map((retried) => nextDelay(retried, undefined, new Headers(), Date.now()) / 1000)
  expect(Math.round(delays[0] ?? 0)).toBe(first)
  expect((delays[1] ?? 0) / (delays[0] ?? 1)).toBeCloseTo(Math.exp(base))
})

test('the run', () => {
  expect(table.run).toEqual([defaultLimits.seconds * shareForSteps, defaultLimits.seconds])
})

test('the lease', async () => {
  let leased: unknown
  let busy: Response | undefined
  await deliver(async () => {
    ;[leased] = await sql`select extract(epoch from leased_until - started_at)::integer as seconds from jobs`
    busy = await fail()
  })
  const [after = 0, seconds = 0, wait] = table.lease ?? []
  expect(seconds).toBe(defaultLimits.seconds)
  expect(leased).toEqual({ seconds: seconds + after })
  expect([busy?.status, busy?.headers.get('retry-after')]).toEqual([503, String(wait)])
})

test('the sweep', async () => {
  const [first = 0, each = 0, most = 0] = table.sweep ?? []
  const isTaken = async (attempts: number, minutes: number) => {
    const past = new Date(Date.now() - minutes * 60_000)
    await sql`update jobs set attempts = ${attempts}, finished_at = ${past}, run_at = now() - interval '1 day', rung_at = null`
    return (await sql`select take_overdue_jobs(1)`).length === 1
  }
  for (const [attempts, pause] of [
    [1, first],
    [3, 3 * each],
    [19, most],
  ] as const) {
    expect([await isTaken(attempts, pause - 0.5), await isTaken(attempts, pause + 0.5)]).toEqual([false, true])
  }
})

test('the database', async () => {
  const [most = 0] = table.database ?? []
  await sql`update jobs set attempts = ${most - 2}`
  await fail()
  expect(await jobNow()).toMatchObject({ status: 'waiting', attempts: most - 1 })
  await fail()
  expect(await jobNow()).toMatchObject({ status: 'failed', attempts: most })
})
