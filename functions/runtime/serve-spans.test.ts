import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { defineFunction, type RunContext } from '#functions/runtime/define.ts'
import { type ServeOptions, serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, readLines, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { parseEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { inSpan } from '#lib/span.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  for (const [name, value] of Object.entries(testEnvironment({ database: database.url }))) vi.stubEnv(name, value)
})
afterAll(() => database.close())
const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
beforeEach(async () => {
  for (const spy of written) spy.mockReset().mockReturnValue()
  await sql`truncate jobs, job_steps, function_runs, spans`
})

const shipBy = (run: (context: RunContext) => Promise<unknown>, options: ServeOptions = {}) =>
  serve(
    defineFunction({
      name: 'ship-order',
      trigger: { kind: 'queue' },
      input: z.unknown(),
      run: (_input, context) => run(context),
    }),
    options,
  )
const deliver = async (run: (context: RunContext) => Promise<unknown>, options?: ServeOptions) => {
  await sql`insert into jobs (key, name, input, run_at, created_at)
    values ('job', 'ship-order', '{}', now() - interval '1 minute', now() - interval '1 hour')
    on conflict do nothing`
  const call = deliveryOf('ship-order', 'job', {})
  call.headers.set('traceparent', traceparent)
  return await shipBy(run, options)(call)
}
const spans =
  () => sql`select s.*, p.name as inside from spans s left join spans p on p.trace = s.trace and p.id = s.parent
  order by s.started_at, s.duration_us desc`
const spanOf = async (name: string) => (await spans()).find((span) => span.name === name)

test('a run has spans of its wait, its steps and its calls, inside each other', async () => {
  await deliver(async ({ step }) => step('pack', async () => 'packed'))
  const found = (await spans()).map(({ name, inside, kind }) => [name, inside, kind])
  expect(found).toEqual([
    ['wait ship-order', null, 'internal'],
    ['run ship-order', null, 'consumer'],
    ['rpc start_job', 'run ship-order', 'client'],
    ['step pack', 'run ship-order', 'internal'],
    ['insert job_steps', 'run ship-order', 'client'],
    ['rpc finish_job', 'run ship-order', 'client'],
  ])
  const [run] = await sql`select id from function_runs`
  const root = await spanOf('run ship-order')
  expect(root).toMatchObject({ trace: 'a'.repeat(32), parent: 'b'.repeat(16), function: 'ship-order', run_id: run?.id })
  expect(root?.attributes).toMatchObject({
    'faas.trigger': 'pubsub',
    'faas.invocation_id': run?.id,
    'http.route': '/api/ship-order',
    'http.response.status_code': 200,
    'messaging.system': 'qstash',
    'messaging.message.id': 'job',
  })
  expect(Number((await spanOf('wait ship-order'))?.duration_us)).toBeGreaterThan(50_000_000)
  expect(Number(root?.duration_us)).toBeGreaterThan(0)
})

test('spans cost no call: they go with the run that is stored in any case', async () => {
  const calls = vi.spyOn(globalThis, 'fetch')
  const count = async (disabled: string) => {
    const env = parseEnv({ ...testEnvironment({ database: database.url }), OTEL_SDK_DISABLED: disabled })
    calls.mockClear()
    await sql`truncate jobs, job_steps, function_runs, spans`
    await deliver(async ({ step }) => step('pack', async () => 'packed'), { env: () => env })
    return [calls.mock.calls.length, (await spans()).length]
  }
  // start_job, the step, finish_job, record_run.
  expect(await count('false')).toEqual([4, 6])
  expect(await count('true')).toEqual([4, 0])
  calls.mockRestore()
})

test('a run that failed says where and why, without what a person wrote', async () => {
  await deliver(({ step }) => step('mail', () => Promise.reject(new TypeError('no mail to ada@example.com'))))
  const failed = { status: 'error', error: 'TypeError: no mail to [mail]', attributes: { 'error.type': 'TypeError' } }
  expect(await spanOf('step mail')).toMatchObject(failed)
  expect(await spanOf('run ship-order')).toMatchObject({ status: 'error', attributes: { 'error.type': 'TypeError' } })
})

test('log lines stand in the span that wrote them, redacted and bounded', async () => {
  const log = createLog({ scope: 'test' })
  await deliver(({ step }) =>
    step('pack', async () => {
      log.info('packed for ada@example.com', { order: 'o-1', email: 'ada@example.com' })
      for (let line = 0; line < 200; line++) log.info('more', { text: 'x'.repeat(500) })
    }),
  )
  const { events } = (await spanOf('step pack')) ?? {}
  expect(events[0]).toMatchObject({
    level: 'info',
    message: 'packed for [mail]',
    fields: { scope: 'test', order: 'o-1', email: '[redacted]' },
  })
  expect(events).toHaveLength(100)
  expect(events.at(-1)).not.toHaveProperty('fields')
  expect(readLines(written.flatMap((spy) => spy.mock.calls))).toContainEqual(
    expect.objectContaining({ message: 'packed for [mail]', span: 'step pack', trace: 'a'.repeat(32) }),
  )
})

test('what a run causes gets the trace with the id of the span that caused it', async () => {
  const seen: string[] = []
  await deliver(async ({ trace }) => void seen.push(trace))
  expect(seen).toEqual([`00-${'a'.repeat(32)}-${(await spanOf('run ship-order'))?.id}-01`])
})

test('a run with hundreds of spans keeps 500 of them, and its own', async () => {
  await deliver(async () => {
    for (let part = 0; part < 510; part++) await inSpan('part', {}, async () => part)
  })
  expect((await spanOf('run ship-order'))?.attributes).toMatchObject({ 'shop.dropped_spans': expect.any(Number) })
  expect(await sql`select count(*)::integer as spans from spans`).toEqual([{ spans: 500 }])
})

test('an unsigned call leaves no span', async () => {
  await shipBy(async () => null)(callOf('ship-order', { body: '{}' }))
  expect(await spans()).toEqual([])
})

test('with OTEL_SDK_DISABLED, a run has a row and no spans, and passes the trace on', async () => {
  vi.resetModules()
  vi.stubEnv('OTEL_SDK_DISABLED', 'true')
  const { serve: fresh } = await import('#functions/runtime/serve.ts')
  const seen: string[] = []
  const run = async (_input: unknown, { trace }: RunContext) => void seen.push(trace)
  const health = defineFunction({ name: 'health', trigger: { kind: 'http', method: 'POST' }, input: z.unknown(), run })
  await fresh(health)(callOf('health', { headers: { traceparent } }))
  expect(seen[0]).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/)
  expect(await sql`select trace from function_runs`).toEqual([{ trace: 'a'.repeat(32) }])
  expect(await spans()).toEqual([])
})
