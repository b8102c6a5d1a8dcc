import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { defineFunction, type RunContext } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, readLines, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
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

const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
const lines = () => readLines(written.flatMap((spy) => spy.mock.calls))
beforeEach(async () => {
  for (const spy of written) spy.mockReset().mockReturnValue()
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
const addJob = (key: string) =>
  sql`insert into jobs (key, name, input) values (${key}, 'ship-order', '{"orderId": "one"}')`
const jobOf = async (key: string) => (await sql`select status, attempts, error from jobs where key = ${key}`)[0]

test.each([
  [true, 200, [['catalog']]],
  [undefined, 500, []],
] as const)('a function refreshes pages only when its definition says so (%s)', async (refreshes, status, expected) => {
  const refreshed: string[][] = []
  const handler = serve(
    defineFunction({
      name: 'health',
      trigger: { kind: 'http', method: 'GET' },
      ...(refreshes ? { refreshes } : {}),
      input: z.unknown(),
      run: (_, { refresh }) => refresh(['catalog']),
    }),
    { refresh: async (tags) => void refreshed.push(tags) },
  )
  expect((await handler(callOf('health', { method: 'GET' }))).status).toBe(status)
  expect(refreshed).toEqual(expected)
})

test('a function that refreshes pages gets no handler where nothing refreshes them', () => {
  const trigger = { kind: 'http', method: 'GET' } as const
  const definition = defineFunction({
    name: 'health',
    trigger,
    refreshes: true,
    input: z.unknown(),
    run: async () => {},
  })
  expect(() => serve(definition)).toThrow('health refreshes pages')
})

describe('a run', () => {
  test('is stored with the trace of its caller', async () => {
    await addJob('job')
    const seen: string[] = []
    const handler = shipBy(async (_orderId, { trace }) => void seen.push(trace))
    await handler(deliveryOf('job', undefined, { traceparent }))
    const rows = await sql`select * from function_runs`
    expect(rows).toMatchObject([
      { function: 'ship-order', trigger: 'queue', trace: 'a'.repeat(32), status: 200, error: null },
    ])
    expect(rows[0]?.ms).toBeGreaterThanOrEqual(0)
    expect(rows[0]?.memory_mb).toBeGreaterThan(10)
    expect(seen[0]).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/)
    expect(seen[0]).not.toContain('b'.repeat(16))
  })

  test('without a trace, or with a malformed one, begins a new trace', async () => {
    for (const header of [
      {},
      { traceparent: 'broken' },
      { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` },
    ]) {
      await shipBy(async () => null)(deliveryOf('nobody', undefined, header as Record<string, string>))
    }
    const rows = await sql`select trace from function_runs`
    expect(new Set(rows.map((row) => row.trace)).size).toBe(3)
    for (const row of rows) expect(row.trace).toMatch(/^(?!0{32})[0-9a-f]{32}$/)
  })

  test('is cold once per process', async () => {
    vi.resetModules()
    const fresh = await import('#functions/runtime/serve.ts')
    const handler = fresh.serve(
      defineFunction({
        name: 'health',
        trigger: { kind: 'http', method: 'POST' },
        input: z.unknown(),
        run: async () => null,
      }),
    )
    await handler(callOf('health', { method: 'GET' }))
    await handler(callOf('health', { method: 'GET' }))
    const rows = await sql`select cold from function_runs order by started_at`
    expect(rows.map((row) => row.cold)).toEqual([true, false])
  })

  test('without a valid signature leaves a log line, but no row', async () => {
    const response = await shipBy(async () => null)(callOf('ship-order', { body: '{}' }))
    expect([response.status, (await response.json()).code]).toEqual([401, 'unauthorized'])
    expect(await sql`select from function_runs`).toHaveLength(0)
    expect(lines()).toMatchObject([{ level: 'warn', message: 'run refused', status: 401 }])
  })

  test('of an http function leaves a log line, but no row, when it was refused or answered from a cache', async () => {
    const input = z.object({ amount: z.number() })
    const run = async () => Response.json({}, { headers: { age: '3' } })
    const handler = serve(defineFunction({ name: 'health', trigger: { kind: 'http', method: 'POST' }, input, run }))
    const statuses = [callOf('health', { body: '{}' }), callOf('health', { body: '{"amount":1}' })].map(handler)
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([400, 200])
    expect(await sql`select from function_runs`).toHaveLength(0)
    expect(lines().map(({ status }) => status)).toEqual(expect.arrayContaining([400, 200]))
  })

  test('that is too large is refused', async () => {
    const response = await shipBy(async () => null)(callOf('ship-order', { body: 'x'.repeat(1_048_577) }))
    expect(response.status).toBe(413)
  })

  test('that failed is stored with its error, which the caller does not see', async () => {
    await addJob('job')
    const response = await shipBy(() => Promise.reject(new Error('the secret plan')))(deliveryOf('job'))
    expect([response.status, await response.text()]).toEqual([500, '{"error":"Something went wrong on our side."}'])
    expect(await sql`select status, error from function_runs`).toEqual([
      { status: 500, error: 'Error: the secret plan' },
    ])
    expect(lines().find((line) => line.level === 'error')).toMatchObject({ message: 'run failed', status: 500 })
  })

  test('may return its own response', async () => {
    const respond = (result: unknown) =>
      serve(
        defineFunction({
          name: 'health',
          trigger: { kind: 'http', method: 'POST' },
          input: z.unknown(),
          run: async () => result,
        }),
      )(callOf('health'))
    expect((await respond(new Response('own', { status: 418 }))).status).toBe(418)
    expect(await (await respond(undefined)).json()).toEqual({ ok: true })
    expect(await (await respond({ fine: 1 })).json()).toEqual({ fine: 1 })
  })

  test('answers even when the database refuses its row', async () => {
    await addJob('job')
    await sql`alter table function_runs rename to gone`
    const response = await shipBy(async () => ({ done: true }))(deliveryOf('job'))
    await sql`alter table gone rename to function_runs`
    expect(response.status).toBe(200)
    expect(lines().map((line) => line.message)).toContain('the run was not stored')
  })
})

test('every log line is JSON with function, run and trace, without mail addresses and secrets', async () => {
  await addJob('job')
  const handler = shipBy(async (_orderId, { log, env }) => {
    log.info('sent to ada@example.com', {
      order: 'o-1',
      email: 'ada@example.com',
      nested: { note: 'to ada@example.com' },
    })
    log.warn('odd', { authorization: `Bearer ${env.CRON_SECRET}`, apiKey: env.RESEND_API_KEY, cookie: 'cart=1' })
    throw new Error('mail to ada@example.com bounced')
  })
  await handler(deliveryOf('job', { orderId: 'one', mail: 'ada@example.com' }, { traceparent }))
  const found = lines()
  expect(found.map((line) => line.message)).toEqual(['sent to [mail]', 'odd', 'run failed'])
  const [row] = await sql`select id, error from function_runs`
  for (const line of found)
    expect(line).toMatchObject({
      function: 'ship-order',
      run: row?.id,
      trace: 'a'.repeat(32),
      time: expect.any(String),
    })
  const text = JSON.stringify(found)
  expect(text).not.toContain('ada@')
  const secrets = Object.entries(environment).filter(([name]) => /SECRET|TOKEN|KEY/.test(name))
  for (const [name, secret] of secrets) expect(text, name).not.toContain(secret)
  expect(`${row?.error} ${(await jobOf('job'))?.error}`).not.toContain('ada@')
})

test('a misconfigured store answers 500 and logs what is missing', async () => {
  vi.resetModules()
  vi.stubEnv('CRON_SECRET', '')
  const fresh = await import('#functions/runtime/serve.ts')
  const handler = fresh.serve(
    defineFunction({
      name: 'health',
      trigger: { kind: 'http', method: 'POST' },
      input: z.unknown(),
      run: async () => null,
    }),
  )
  expect((await handler(callOf('health'))).status).toBe(500)
  expect(JSON.stringify(lines())).toContain('CRON_SECRET')
  vi.stubEnv('CRON_SECRET', environment.CRON_SECRET)
})
