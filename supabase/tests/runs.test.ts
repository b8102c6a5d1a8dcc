import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addPerson, type Person } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let editor: Person
beforeAll(async () => {
  // The local Supabase logs every refusal, and this file tests refusals.
  vi.spyOn(console, 'error').mockReturnValue()
  database = await startTestDatabase()
  sql = database.sql
  editor = await addPerson(database, 'editor')
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
const rows = () => sql`select * from function_runs order by started_at`

describe('a run', () => {
  test('is stored with its spans in one call, under the name of the role that calls', async () => {
    const run = runOf({ function: 'refund-order' })
    const { error } = await record(run, [spanOf({ trace: run.trace, function: 'pages' })])
    expect(error).toBeNull()
    expect(await rows()).toMatchObject([{ id: run.id, function: 'chat', ms: 12, status: 200 }])
    expect(await sql`select * from spans`).toMatchObject([{ trace: run.trace, function: 'chat', run_id: run.id }])
  })

  test.each([
    ['an id that is none', { id: 'x' }],
    ['an unknown kind', { kind: 'other' }],
    ['too many attributes', { attributes: { text: 'x'.repeat(5000) } }],
    ['too many log lines', { events: [{ message: 'x'.repeat(20_000) }] }],
    ['no time', { started_at: null }],
  ])('is stored without a span of %s', async (_what, values) => {
    const good = spanOf()
    expect((await record(runOf(), [spanOf(values), good])).error).toBeNull()
    expect(await rows()).toHaveLength(1)
    expect(await sql`select id from spans`).toEqual([{ id: good.id }])
  })

  test('keeps at most 500 spans, and what is no list of spans adds none', async () => {
    await record(
      runOf(),
      Array.from({ length: 600 }, () => spanOf()),
    )
    expect(await sql`select count(*)::integer as spans from spans`).toEqual([{ spans: 500 }])
    expect((await record(runOf(), { no: 'list' })).error).toBeNull()
  })

  test('cannot change a span or a run that is there', async () => {
    const [span, run] = [spanOf(), runOf()]
    await record(run, [span])
    await record(runOf(), [{ ...span, name: 'forged' }])
    expect((await record({ ...run, status: 500 })).error).toMatchObject({ code: '23505' })
    expect(await sql`select name from spans`).toEqual([{ name: 'work' }])
    expect(await sql`select status from function_runs where id = ${run.id}`).toEqual([{ status: 200 }])
  })
})

describe('a run of a job', () => {
  const start = async (values: object = {}) => {
    await sql`insert into jobs (key, name, input, trace) values ('ship-order.1', 'ship-order', '{}', ${`00-${hex(16)}-${hex(8)}-01`})
      on conflict do nothing`
    const execution = { id: randomUUID(), trace: hex(16), started_at: now(), cold: true, ...values }
    const { data, error } = await database
      .signIn('ship_order')
      .rpc('start_job', { key: 'ship-order.1', seconds: 60, execution })
    expect(error).toBeNull()
    return { ...data, execution }
  }
  const states = async () =>
    (await editor.db.rpc('list_runs', {})).data.runs.map((run: Record<string, unknown>) => [
      run.state,
      run.job_run,
      run.attempt,
    ])

  test('shows from its start, and ends with its result', async () => {
    const { execution, state } = await start()
    expect(state).toBe('taken')
    expect(await states()).toEqual([['running', 1, 1]])
    await record({ ...runOf(), id: execution.id }, [], 'ship_order')
    expect(await states()).toEqual([['done', 1, 1]])
    expect(await rows()).toMatchObject([{ id: execution.id, cold: true, ms: 12 }])
  })

  test('that was killed shows beside the run that continues', async () => {
    await start()
    await sql`update jobs set leased_until = now() - interval '1 second'`
    await sql`update function_runs set ends_by = now() - interval '1 second', started_at = now() - interval '1 minute'`
    await start()
    expect(await states()).toEqual([
      ['running', 2, 2],
      ['killed', 1, 1],
    ])
  })

  test('that holds its job beyond its time is not killed', async () => {
    await start()
    await sql`update function_runs set ends_by = now() - interval '1 second'`
    expect(await states()).toEqual([['running', 1, 1]])
  })

  test('says since when the job waited', async () => {
    await sql`insert into jobs (key, name, input, run_at, created_at) values
      ('ship-order.1', 'ship-order', '{}', now() - interval '1 minute', now() - interval '1 hour')`
    const [{ run_at } = {}] = await sql`select run_at from jobs`
    expect(new Date((await start()).waited_from)).toEqual(run_at)
  })

  test('is ended by its own function only', async () => {
    const { execution } = await start()
    await record({ ...runOf(), id: execution.id }, [], 'refund_order')
    expect(await rows()).toMatchObject([{ function: 'ship-order', status: null }])
  })
})

describe('spans of pages', () => {
  const store = (spans: unknown) => database.signIn('tracer').rpc('record_page_spans', { spans })
  const stored = async () => (await sql`select count(*)::integer as spans from spans`)[0]?.spans
  const some = (length: number, values: object = {}) => Array.from({ length }, () => spanOf(values))

  test('are stored by the role for them', async () => {
    expect(await store([spanOf()])).toMatchObject({ error: null, data: true })
    expect(await sql`select function, run_id from spans`).toEqual([{ function: 'pages', run_id: null }])
  })

  test('of one call, one trace and one minute are limited', async () => {
    const trace = hex(16)
    await store(some(100, { trace }))
    expect(await stored()).toBe(60)
    for (let call = 0; call < 5; call++) await store(some(60, { trace }))
    expect(await stored()).toBe(240)
    await sql`insert into spans select md5(n::text), left(md5(n::text), 16), null, 'work', 'internal', 'pages', null, now(), 1, 'unset',
      null, '{}', '[]' from generate_series(1, 3000) n`
    expect((await store([spanOf()])).data).toBe(false)
  })

  test('have one trace and the time of now', async () => {
    expect((await store([spanOf(), spanOf()])).data).toBe(false)
    expect((await store([spanOf({ started_at: '2020-01-01T00:00:00Z' })])).data).toBe(false)
    expect(await stored()).toBe(0)
  })
})
