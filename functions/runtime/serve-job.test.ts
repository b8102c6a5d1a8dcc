import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { defineFunction, type RunContext } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { ShopError } from '#lib/errors.ts'
import { sign } from '#local/queue/signature.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
const environment = testEnvironment({})
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const values = { ...environment, SUPABASE_URL: database.url }
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
})
afterAll(() => database.close())

const quiet = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
beforeEach(async () => {
  for (const spy of quiet) spy.mockReset().mockReturnValue()
  await sql`truncate jobs, job_steps, function_runs`
})

const input = z.object({ orderId: z.string(), mail: z.string().optional() })
/** A queue function with the name, and so the rights, of ship-order. */
const shipBy = (run: (orderId: string, context: RunContext) => Promise<unknown>) =>
  serve(
    defineFunction({
      name: 'ship-order',
      trigger: { kind: 'queue' },
      input,
      run: ({ orderId }, context) => run(orderId, context),
    }),
  )

const deliveryOf = (key: string, payload: unknown = { orderId: 'one' }, headers: Record<string, string> = {}) => {
  const body = JSON.stringify({ key, input: payload })
  const signature = sign(
    environment.QSTASH_CURRENT_SIGNING_KEY,
    'http://localhost:3000/api/ship-order',
    Buffer.from(body),
    Date.now(),
  )
  return callOf('ship-order', { body, headers: { 'upstash-signature': signature, ...headers } })
}
const addJob = (key: string, given: { orderId: string | number } = { orderId: 'one' }) =>
  sql`insert into jobs (key, name, input) values (${key}, 'ship-order', ${sql.json(given)})`
const jobOf = async (key: string) => (await sql`select status, attempts, error from jobs where key = ${key}`)[0]

describe('a job', () => {
  test('delivered twice runs once', async () => {
    await addJob('job')
    const run = vi.fn(async (orderId: string) => ({ order: orderId }))
    const handler = shipBy(run)
    const first = await handler(deliveryOf('job'))
    expect([first.status, await first.json()]).toEqual([200, { order: 'one' }])
    const second = await handler(deliveryOf('job'))
    expect([second.status, await second.json()]).toEqual([200, { state: 'done' }])
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('delivered twice at once is refused the second time with Retry-After', async () => {
    await addJob('job')
    let release = () => {}
    const handler = shipBy(
      () =>
        new Promise<void>((resolve) => {
          release = resolve
        }),
    )
    const first = handler(deliveryOf('job'))
    await expect.poll(() => jobOf('job')).toMatchObject({ status: 'running' })
    const second = await handler(deliveryOf('job'))
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '15'])
    await vi.waitFor(() => release(), 10_000)
    expect((await first).status).toBe(200)
    expect(await jobOf('job')).toMatchObject({ status: 'done', attempts: 1 })
  })

  test('that crashes resumes at its last step', async () => {
    await addJob('job')
    const [mail, pack] = [vi.fn(async () => ({ id: 'mail-1' })), vi.fn(async () => 'packed')]
    let crashes = 1
    const handler = shipBy(async (_orderId, { step }) => {
      const sent = await step('mail', mail)
      if (crashes-- > 0) throw new Error('power cut')
      return { sent, packed: await step('pack', pack) }
    })
    const broken = await handler(deliveryOf('job'))
    expect([broken.status, await broken.json()]).toEqual([500, { error: 'Something went wrong on our side.' }])
    expect(await jobOf('job')).toMatchObject({ status: 'waiting', attempts: 1, error: 'Error: power cut' })
    const whole: Response = await handler(deliveryOf('job'))
    expect(await whole.json()).toEqual({ sent: { id: 'mail-1' }, packed: 'packed' })
    expect([mail.mock.calls.length, pack.mock.calls.length]).toEqual([1, 1])
    expect(await jobOf('job')).toMatchObject({ status: 'done', attempts: 2, error: null })
  })

  test('that another run took over is left to that run', async () => {
    await addJob('job')
    const ways: ((context: RunContext) => Promise<unknown>)[] = [
      async () => 'done',
      async ({ step }) => step('late', async () => 'late'),
      async () => Promise.reject(new ShopError('conflict', 'Too late.')),
    ]
    for (const way of ways) {
      await sql`update jobs set status = 'waiting'`
      const handler = shipBy(async (_orderId, context) => {
        await sql`update jobs set leased_until = now() - interval '1 second'`
        await sql`select start_job('job', 60)`
        return way(context)
      })
      await handler(deliveryOf('job'))
      expect(await jobOf('job')).toMatchObject({ status: 'running', error: null })
      expect(await sql`select from job_steps`).toHaveLength(0)
    }
  })

  test.each([
    ['with input that does not fit', { orderId: 5 }, () => Promise.resolve()],
    [
      'whose work says that it cannot be done',
      { orderId: 'one' },
      (): Promise<void> => Promise.reject(new ShopError('not_found', 'There is no such order.')),
    ],
  ])('%s is not retried', async (_name, payload, run) => {
    await addJob('job', payload)
    const response = await shipBy(run)(deliveryOf('job', payload))
    expect([response.status, response.headers.get('upstash-nonretryable-error')]).toEqual([489, 'true'])
    expect(await jobOf('job')).toMatchObject({ status: 'failed', attempts: 1 })
  })

  test('has the input of its row, whatever its message says', async () => {
    await addJob('job')
    const seen = vi.fn()
    const handler = serve(
      defineFunction({ name: 'ship-order', trigger: { kind: 'queue' }, input, run: async (given) => seen(given) }),
    )
    const forged = { orderId: 'of somebody else', mail: 'thief@example.com' }
    expect((await handler(deliveryOf('job', forged))).status).toBe(200)
    expect(seen.mock.calls).toEqual([[{ orderId: 'one' }]])
  })

  test('of another function or with an unknown key is not found', async () => {
    await sql`insert into jobs (key, name, input) values ('other', 'process-order', '{}')`
    const run = vi.fn()
    for (const key of ['other', 'nobody']) expect((await shipBy(run)(deliveryOf(key))).status).toBe(489)
    expect(run).not.toHaveBeenCalled()
    expect(await jobOf('other')).toMatchObject({ status: 'waiting', attempts: 0 })
  })
})
