import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { outcome, tally } from '#supabase/tests/catalogue.ts'

let database: TestDatabase
let sql: Sql
let crowd: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  crowd = postgres(database.databaseUrl, { max: 20, onnotice: () => {} })
})
afterAll(async () => {
  await crowd.end()
  await database.close()
})
beforeEach(async () => {
  await sql`truncate jobs, job_steps, stripe_events`
})

const addJob = async (key = 'ship-order.1', values: Record<string, unknown> = {}) => {
  const row: Record<string, unknown> = { key, name: 'ship-order', input: {}, ...values }
  await sql`insert into jobs ${sql(row)}`
  return key
}
const take = async (key: string, query = sql) =>
  (await query<{ job: { state: string; run: number } }[]>`select start_job(${key}, 60) as job`)[0]?.job
const start = async (key: string, query = sql) => (await take(key, query))?.state ?? 'nothing'
const jobOf = async (key: string) => (await sql`select status, attempts, error from jobs where key = ${key}`)[0]
const hasRunFor = (key: string, time: string) =>
  sql`update jobs set started_at = started_at - ${time}::interval, leased_until = leased_until - ${time}::interval
    where key = ${key}`

describe('taking a job', () => {
  test('one of twenty deliveries gets it, the others retry later', async () => {
    const key = await addJob()
    const states = await Promise.all(Array.from({ length: 20 }, () => start(key, crowd)))
    expect(tally(states)).toEqual({ taken: 1, busy: 19 })
    expect(await jobOf(key)).toMatchObject({ status: 'running', attempts: 1 })
  })

  test('the lease ends 15 seconds after the time limit of the function', async () => {
    const key = await addJob()
    await start(key)
    await hasRunFor(key, '1 minute 14 seconds')
    expect(await start(key)).toBe('busy')
    await hasRunFor(key, '2 seconds')
    const states = await Promise.all(Array.from({ length: 10 }, () => start(key, crowd)))
    expect(tally(states)).toEqual({ taken: 1, busy: 9 })
    expect(await jobOf(key)).toMatchObject({ attempts: 2 })
  })

  test.each([
    [-5, 15],
    [300, 315],
    [100_000, 915],
  ])('a function of %d seconds gets a lease of %d', async (seconds, lease) => {
    const key = await addJob()
    await sql`select start_job(${key}, ${seconds})`
    const [row] = await sql`select extract(epoch from leased_until - started_at)::integer as lease from jobs`
    expect(row).toEqual({ lease })
  })

  test('a job that is done stays done', async () => {
    const key = await addJob()
    await start(key)
    await sql`select finish_job(${key}, 1)`
    expect(await start(key)).toBe('done')
    expect(await jobOf(key)).toMatchObject({ status: 'done', attempts: 1, error: null })
  })

  test('an unknown job is refused', async () => {
    await expect(start('unknown')).rejects.toMatchObject({ code: 'NLNOT' })
  })
})

describe('failing a job', () => {
  /** Fails the job as the run that holds it, unless another run is given. */
  const fail = (key: string, final = false, run: number | null = null) =>
    sql`select fail_job(key, coalesce(${run}::integer, runs), ${'x'.repeat(900)}, ${final}) from jobs where key = ${key}`

  test('it waits for the next attempt with its error, cut to 500 characters', async () => {
    const key = await addJob()
    await start(key)
    await fail(key)
    expect(await jobOf(key)).toMatchObject({ status: 'waiting', error: 'x'.repeat(500) })
    expect(await start(key)).toBe('taken')
  })

  test('it is dead after its twentieth attempt, or at once when a retry cannot help', async () => {
    const tired = await addJob('tired', { attempts: 18 })
    for (const expected of ['waiting', 'failed']) {
      await start(tired)
      await fail(tired)
      expect(await jobOf(tired)).toMatchObject({ status: expected })
    }
    const hopeless = await addJob('hopeless')
    await start(hopeless)
    await fail(hopeless, true)
    expect(await start(hopeless)).toBe('failed')
  })

  test.each([false, true])('a late failure of a first attempt never undoes a second (final: %s)', async (final) => {
    const key = await addJob()
    await start(key)
    await hasRunFor(key, '3 minutes')
    expect(await start(key)).toBe('taken')
    await sql`select finish_job(${key}, 2)`
    await fail(key, final, 1)
    expect(await jobOf(key)).toMatchObject({ status: 'done', error: null })
  })
})

test('a run that holds its job keeps it, and its row, beyond its time; nobody else’s', async () => {
  const key = await addJob()
  const ship = database.signIn('ship_order')
  const execution = { id: randomUUID(), trace: 'a'.repeat(32), started_at: new Date().toISOString(), cold: false }
  expect((await ship.rpc('start_job', { key, seconds: 60, execution })).data).toMatchObject({ state: 'taken', run: 1 })
  await hasRunFor(key, '1 minute 14 seconds')
  expect((await ship.rpc('hold_job', { key, run: 1, seconds: 60 })).data).toBe(true)
  const [held] =
    await sql`select leased_until > now() + interval '70 seconds' as leased, r.ends_by = j.leased_until as shown
    from jobs j join function_runs r on r.job_key = j.key where key = ${key}`
  expect(held).toEqual({ leased: true, shown: true })
  const others = [
    database.signIn('sweep').rpc('hold_job', { key, run: 1, seconds: 60 }),
    ship.rpc('hold_job', { key, run: 2, seconds: 60 }),
  ]
  expect((await Promise.all(others)).map(({ data }) => data)).toEqual([false, false])
  await sql`select finish_job(${key}, 1)`
  expect((await ship.rpc('hold_job', { key, run: 1, seconds: 60 })).data).toBe(false)
})

describe('a run that lost its job to a later one', () => {
  const words: [string, (key: string, run: number) => Promise<unknown>][] = [
    ['ends', (key, run) => sql`select finish_job(${key}, ${run})`],
    ['fails', (key, run) => sql`select fail_job(${key}, ${run}, 'late', false)`],
    ['fails for good', (key, run) => sql`select fail_job(${key}, ${run}, 'late', true)`],
    ['pauses', (key, run) => sql`select pause_job(${key}, ${run})`],
  ]
  test.each(words)('%s without any effect', async (_name, say) => {
    const key = await addJob()
    const first = await take(key)
    await hasRunFor(key, '3 minutes')
    const second = await take(key)
    expect([first?.run, second?.run]).toEqual([1, 2])
    await say(key, 1)
    expect(await jobOf(key)).toEqual({ status: 'running', attempts: 2, error: null })
    await sql`select pause_job(${key}, 2)`
    expect((await take(key))?.run).toBe(3)
    await say(key, 2)
    expect(await jobOf(key)).toEqual({ status: 'running', attempts: 2, error: null })
  })

  test('writes no step', async () => {
    const key = await addJob()
    await take(key)
    await hasRunFor(key, '3 minutes')
    await take(key)
    const ship = database.signIn('ship_order')
    const write = (run: number) =>
      ship.from('job_steps').insert({ job_key: key, step: `of run ${run}`, run, result: null })
    expect((await write(1)).error).toMatchObject({ code: '42501' })
    expect((await write(2)).error).toBeNull()
  })
})

test('a job that kills its process every time fails at its limit, and staff can replay it', async () => {
  const key = await addJob('killer', { attempts: 19 })
  expect(await start(key)).toBe('taken')
  await hasRunFor(key, '3 minutes')
  expect(await start(key)).toBe('failed')
  expect(await jobOf(key)).toMatchObject({ status: 'failed', error: 'Its runs ended without a word, 20 times.' })
})

describe('the sweep', () => {
  const take = async (most = 20, query = sql) =>
    (await query`select take_overdue_jobs(${most}) as job`).map((row) => row.job.key as string)
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

  test('takes exactly the overdue jobs', async () => {
    await addJob('overdue', { run_at: ago(6) })
    await addJob('dead-holder', { run_at: ago(9), status: 'running', leased_until: ago(1) })
    await addJob('failed-long-ago', { run_at: ago(20), finished_at: ago(6) })
    await addJob('failed-thrice-long-ago', { run_at: ago(40), finished_at: ago(16), attempts: 3 })
    await addJob('failed-often-long-ago', { run_at: ago(200), finished_at: ago(61), attempts: 19 })
    await addJob('failed-thrice', { run_at: ago(40), finished_at: ago(14), attempts: 3 })
    await addJob('failed-often', { run_at: ago(200), finished_at: ago(59), attempts: 19 })
    await addJob('later', { run_at: ago(-5) })
    await addJob('just-due', { run_at: ago(4) })
    await addJob('at-work', { run_at: ago(9), status: 'running', leased_until: ago(-1) })
    await addJob('failed-just-now', { run_at: ago(20), finished_at: ago(1) })
    await addJob('rung-just-now', { run_at: ago(20), rung_at: ago(0.5) })
    await addJob('done', { run_at: ago(20), status: 'done' })
    await addJob('failed', { run_at: ago(20), status: 'failed' })
    const expected = ['overdue', 'dead-holder', 'failed-long-ago', 'failed-thrice-long-ago', 'failed-often-long-ago']
    expect((await take()).toSorted()).toEqual(expected.toSorted())
    expect(await take()).toEqual([])
  })

  test('takes at most the given number, the oldest first, and two sweeps share them', async () => {
    for (let index = 0; index < 20; index++) await addJob(`job-${index}`, { run_at: ago(100 - index) })
    expect(await take(1)).toEqual(['job-0'])
    expect(await take(-1)).toEqual([])
    const taken = await Promise.all(Array.from({ length: 6 }, () => take(5, crowd)))
    const keys = taken.flat()
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set([...keys, ...(await take(100))]).size).toBe(19)
  })
})

test('an event is new until its effect is confirmed, then never again', async () => {
  const keep = async (query = sql) =>
    (await query`select keep_stripe_event('evt_1', 'checkout.session.completed', now()) ->> 'new' as new`)[0]?.new
  expect(await keep()).toBe('true')
  expect(await keep()).toBe('true')
  await sql`select stripe_event_handled('evt_1')`
  const again = await Promise.all(Array.from({ length: 20 }, () => keep(crowd)))
  expect(tally(again.map(String))).toEqual({ false: 20 })
  expect(await sql`select from stripe_events`).toHaveLength(1)
})

test('keys and names of jobs have the format that the queue accepts', async () => {
  expect(await outcome(addJob('with:colon'))).toBe('23514')
  expect(await outcome(addJob('a', { name: 'Ship Order' }))).toBe('23514')
  expect(await outcome(addJob('a', { status: 'lost' }))).toBe('23514')
})
