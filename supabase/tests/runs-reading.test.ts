import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, orderOf, payOrder } from '#supabase/tests/catalogue.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
let viewer: Person
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
  viewer = await addPerson(database, 'viewer')
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`truncate jobs, job_steps, function_runs, spans`
})

const hex = (bytes: number) => randomBytes(bytes).toString('hex')
const now = () => new Date().toISOString()
const runOf = (values: object = {}) => ({
  ...{ id: randomUUID(), trigger: 'http', trace: hex(16), started_at: now(), ms: 12, cold: false, memory_mb: 80 },
  ...{ status: 200, error: null },
  ...values,
})
const spanOf = (values: object = {}) => ({
  ...{ trace: hex(16), id: hex(8), parent: null, name: 'work', kind: 'internal', started_at: now(), duration_us: 1500 },
  ...{ status: 'unset', error: null, attributes: {}, events: [] },
  ...values,
})
const record = (run: object, spans: unknown = [], role = 'chat') =>
  database.signIn(role).rpc('record_run', { run, spans })

test('runs come in pages, by every filter', async () => {
  for (let minute = 0; minute < 5; minute++) {
    const started_at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
    await record(
      runOf({ started_at, status: minute === 2 ? 500 : 200, error: minute === 2 ? 'It is 100% lost.' : null }),
    )
  }
  await record(runOf({ trigger: 'cron' }), [], 'sweep')
  const list = async (filter: object, { db } = editor) => (await db.rpc('list_runs', filter)).data
  const first = await list({ most: 4, function: 'chat' })
  const second = await list({ most: 4, function: 'chat', after: first.next })
  expect([first.runs.length, second.runs.length, second.next]).toEqual([4, 1, null])
  expect(new Set([...first.runs, ...second.runs].map(({ id }) => id)).size).toBe(5)
  const count = async (filter: object, who = editor) => (await list(filter, who)).runs.length
  expect(await count({ trigger: 'cron' })).toBe(1)
  expect(await count({ state: 'failed' })).toBe(1)
  expect(await count({ state: 'done' })).toBe(5)
  expect(await count({ since: '2026-01-01T00:01:00Z', until: '2026-01-01T00:03:00Z' })).toBe(2)
  expect(await count({ trace: first.runs[0].trace })).toBe(1)
  expect(await count({ query: '100% LOST' })).toBe(1)
  expect(await count({ query: '1__' })).toBe(0)
  expect(await count({ query: '100% LOST' }, viewer)).toBe(0)
  expect((await list({ state: 'failed' }, viewer)).runs[0].error).toBeNull()
})

test('a trace has its runs, spans, jobs and order; anybody sees its outline only', async () => {
  const order = await orderOf(sql, await addLamp(sql))
  await payOrder(sql, order)
  const [{ trace: header } = {}] = await sql`select trace from orders where id = ${order.id}`
  const trace = String(header).split('-')[1] ?? ''
  const run = runOf({ trace, error: 'planted', status: 500 })
  const events = [{ at: now(), level: 'info', message: 'packed', fields: { note: 'planted' } }]
  await record(run, [
    spanOf({ trace, error: 'planted', status: 'error', events, attributes: { 'http.route': '/api/chat' } }),
  ])
  await sql`insert into job_steps (job_key, step, run) values (${`process-order.${order.id}`}, 'pack', 1)`
  const read = async ({ db }: Person) => (await db.rpc('read_trace', { trace })).data
  expect(await read(editor)).toMatchObject({
    order: { id: order.id, number: order.number },
    runs: [{ function: 'chat', state: 'failed', error: 'planted' }],
    spans: [{ name: 'work', error: 'planted', events, attributes: { 'http.route': '/api/chat' } }],
    jobs: [{ key: `process-order.${order.id}`, steps: [{ step: 'pack', run: 1 }] }],
  })
  expect((await editor.db.rpc('list_runs', { order_number: order.number })).data.runs).toHaveLength(1)
  const seen = JSON.stringify(await read(viewer))
  expect(seen).toContain('packed')
  expect(seen).not.toContain('planted')
  const { data: outline } = await database.signIn('anon').rpc('trace_outline', { trace })
  expect(outline).toMatchObject({
    runs: [{ state: 'failed' }],
    spans: [{ name: 'work' }],
    jobs: [{ name: 'process-order' }],
  })
  expect(JSON.stringify(outline)).not.toMatch(/planted|packed|http\.route/)
  expect(JSON.stringify(outline)).not.toContain(order.id)
  expect((await database.signIn('anon').rpc('trace_outline', { trace: hex(16) })).data).toBeNull()
})

test('costs count what an order that has arrived woke, and what each schedule woke', async () => {
  const orders = [await orderOf(sql, await addLamp(sql)), await orderOf(sql, await addLamp(sql))]
  // Orders move step by step; these are put where they are.
  await sql`set session_replication_role = replica`
  for (const [index, { id }] of orders.entries()) {
    const trace = hex(16)
    // The second is still on its way.
    const status = index === 0 ? 'delivered' : 'shipped'
    await sql`update orders set trace = ${`00-${trace}-${hex(8)}-01`}, status = ${status} where id = ${id}`
    await record(runOf({ trace, trigger: 'webhook', ms: 40, cold: true }), [], 'stripe_webhook')
    await record(runOf({ trace, trigger: 'queue', ms: 60 }), [], 'process_order')
    await record(runOf({ trace, trigger: 'queue', ms: 20, status: 500 }), [], 'process_order')
  }
  await sql`set session_replication_role = origin`
  const [first, second] = [hex(16), hex(16)]
  for (const trace of [first, second]) await record(runOf({ trace, trigger: 'cron', ms: 10 }), [], 'sweep')
  await record(runOf({ trace: first, trigger: 'queue', ms: 30 }), [], 'tell_owner')
  const { data } = await viewer.db.rpc('run_costs', { days: 30 })
  const cause = (name: string) => data.causes.find((one: { name: string }) => one.name === name)
  expect(cause('order')).toEqual({
    name: 'order',
    times: 1,
    functions: [
      { name: 'process-order', runs: 2, ms: 80 },
      { name: 'stripe-webhook', runs: 1, ms: 40 },
    ],
  })
  expect(cause('sweep')).toMatchObject({
    times: 2,
    functions: [{ name: 'sweep', runs: 2, ms: 20 }, { name: 'tell-owner' }],
  })
  expect(data.order_amount).toBeGreaterThan(0)
  const of = (name: string) => data.functions.find((one: { name: string }) => one.name === name)
  expect(of('stripe-webhook')).toMatchObject({ runs: 2, cold: 2, first_ms: 40, next_ms: null })
  // Failed runs cost, and say nothing about a start.
  expect(of('process-order')).toMatchObject({ runs: 4, ms: 160, cold: 0, first_ms: null, next_ms: 60 })
})

test('the overview has every function, also one that never ran', async () => {
  for (const ms of [10, 20, 30])
    await record(runOf({ ms, cold: ms === 10, memory_mb: ms, status: ms === 30 ? 500 : 200 }))
  const { data } = await viewer.db.rpc('function_overview', {})
  const summary = (name: string) => data.functions.find((one: { name: string }) => one.name === name)
  expect(summary('chat')).toMatchObject({
    runs: 3,
    failed: 1,
    cold: 1,
    p50_ms: 20,
    p95_ms: 30,
    peak_mb: 30,
    ms: 60,
    memory: 1400,
  })
  expect(summary('chat').buckets).toHaveLength(24)
  expect(summary('chat').buckets[23]).toEqual([3, 1])
  expect(summary('chat').last.state).toBe('failed')
  expect(summary('do-clean-up')).toMatchObject({ runs: 0, p50_ms: null, last: null })
  expect(data.functions.map((one: { name: string }) => one.name)).not.toContain('checkout')
  expect(data.functions.map((one: { name: string }) => one.name)).not.toContain('postgres')
})
