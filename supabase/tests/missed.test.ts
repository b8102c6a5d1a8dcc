import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addLamp, trace } from '#supabase/tests/catalogue.ts'

let database: TestDatabase
let sql: Sql
let crowd: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  crowd = postgres(database.databaseUrl, { max: 10, onnotice: () => {} })
  await addLamp(sql, { stock: 0 })
})
afterAll(async () => {
  await crowd.end()
  await database.close()
})
beforeEach(() => sql`truncate reports, jobs, job_steps, clean_ups, stock_reports`)

const plan = async (query = sql) =>
  (await query<{ job: { key: string } }[]>`select plan_missed(${trace}) as job`).map(({ job }) => job.key)
const addReport = (daysAgo: number) => sql`
  insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
  select 'day', d, d, '{"orders": 0, "revenue": 0, "refunded": 0, "sold": []}', '', ''
  from (select private.day_of(now() - interval '4 hours') - ${daysAgo}::integer as d) x`
/** A day of the shop some days before the one that it was a few hours ago. */
const dayBefore = async (days: number, hours: number): Promise<string> =>
  (await sql`select (private.day_of(now() - make_interval(hours => ${hours})) - ${days}::integer)::text as day`)[0]?.day

test('a shop that has not begun owes nothing', async () => {
  expect(await plan()).toEqual([])
})

test('nights without a report are made up, once', async () => {
  await addReport(4)
  await addReport(2)
  expect(await plan()).toEqual([`make-report.day-${await dayBefore(3, 4)}`, `make-report.day-${await dayBefore(1, 4)}`])
  // They are planned: ringing for them again is for the sweep of jobs, not for this.
  expect(await plan()).toEqual([])
})

test('a night without its check is made up', async () => {
  const check = (key: string, age: string) =>
    sql`insert into jobs (key, name, input, created_at) values (${key}, 'check-invariants', '{}', now() - ${age}::interval)`
  await check('check-invariants.long-ago', '3 days')
  const day = await dayBefore(0, 8)
  expect(await plan()).toEqual([`check-invariants.${day}`])
  await sql`truncate jobs cascade`
  await check('check-invariants.long-ago', '3 days')
  await check(`check-invariants.${day}`, '1 hour')
  expect(await plan()).toEqual([])
})

test('a Sunday without its clean-up and a Monday without its stock report are made up', async () => {
  await sql`insert into clean_ups (day, removed) values ('2026-01-04', '{}')`
  await sql`insert into stock_reports (day, lines) values ('2026-01-05', '[]')`
  const keys = await plan()
  expect(keys).toHaveLength(2)
  const [sunday, monday] = keys.map((key) => key.slice(-10))
  const today = await dayBefore(0, 8)
  for (const [day, weekday] of [
    [sunday, 0],
    [monday, 1],
  ] as const) {
    expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(weekday)
    const age = (Date.parse(today) - Date.parse(day ?? '')) / 86_400_000
    expect(age).toBeGreaterThanOrEqual(0)
    expect(age).toBeLessThan(7)
  }
  expect(keys.map((key) => key.slice(0, -11))).toEqual(['remove-leftovers', 'tell-owner.stock'])
  expect(await sql`select day::text from stock_reports order by day`).toEqual([{ day: '2026-01-05' }, { day: monday }])
  expect(await plan()).toEqual([])
})

test('who calls late in the week means the same Sunday and Monday as the sweep', async () => {
  await sql`insert into clean_ups (day, removed) values ('2026-01-04', '{}')`
  await sql`insert into stock_reports (day, lines) values ('2026-01-05', '[]')`
  const late = sql`now() - interval '8 hours'`
  await sql`select plan_clean_up(${late}, ${trace}), make_stock_report(${late}, ${trace})`
  expect(await plan()).toEqual([])
  expect(await sql`select from jobs`).toHaveLength(2)
  expect(await sql`select from stock_reports where day > '2026-01-05'`).toHaveLength(1)
})

test.each([
  ['2026-03-29T00:30:00Z', '2026-03-29', '2026-03-23'],
  ['2026-03-31T10:00:00Z', '2026-03-29', '2026-03-30'],
  ['2026-06-06T21:30:00Z', '2026-05-31', '2026-06-01'],
  ['2026-06-06T22:30:00Z', '2026-06-07', '2026-06-01'],
  ['2026-10-25T22:30:00Z', '2026-10-25', '2026-10-19'],
  ['2026-10-25T23:30:00Z', '2026-10-25', '2026-10-26'],
])('at %s the last Sunday is %s, and the last Monday %s', async (moment, sunday, monday) => {
  await sql`select plan_clean_up(${moment}, ${trace}), make_stock_report(${moment}, ${trace})`
  const keys = await sql`select key from jobs order by key`
  expect(keys.map(({ key }) => key)).toEqual([`remove-leftovers.${sunday}`, `tell-owner.stock-${monday}`])
})

test('ten sweeps at once make up each occurrence once', async () => {
  await addReport(3)
  await sql`insert into clean_ups (day, removed) values ('2026-01-04', '{}')`
  await sql`insert into stock_reports (day, lines) values ('2026-01-05', '[]')`
  const keys = (await Promise.all(Array.from({ length: 10 }, () => plan(crowd)))).flat()
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(4)
})
