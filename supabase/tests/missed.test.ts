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
/** A day in the shop's time zone: `days` before the day that it was `hours` ago. */
const dayBefore = async (days: number, hours: number): Promise<string> =>
  (await sql`select (private.day_of(now() - make_interval(hours => ${hours})) - ${days}::integer)::text as day`)[0]?.day

test('a shop without a first report has missed nothing', async () => {
  expect(await plan()).toEqual([])
})

test('days before the first report are not made up, also when the first report is of the current night', async () => {
  await addReport(0)
  expect(await plan()).toEqual([])
})

test('nights without a report are made up, once', async () => {
  await addReport(4)
  await addReport(2)
  expect(await plan()).toEqual([
    `make-sales-report.day-${await dayBefore(3, 4)}`,
    `make-sales-report.day-${await dayBefore(1, 4)}`,
  ])
  // They are planned now: the sweep of jobs delivers them again, this one does not.
  expect(await plan()).toEqual([])
})

const firstWeekly = async () => {
  await sql`insert into clean_ups (day, removed) values ('2026-01-04', '{}')`
  await sql`insert into stock_reports (day, lines) values ('2026-01-05', '[]')`
}
/** Returns the jobs that the sweep plans at a local time, such as `2026-06-01 08:01`. */
const planAt = async (clock: string) =>
  (
    await sql<{ key: string }[]>`
      select private.plan_missed(${clock}::text::timestamp at time zone private.zone(), ${trace}) ->> 'key' as key`
  ).map(({ key }) => key)
/** Calls the weekly jobs as the scheduler does at a moment. Returns the days that they are for. */
const callAt = async (moment: string) =>
  (
    await sql`select plan_clean_up(${moment}, ${trace}) ->> 'day' as sunday, make_stock_report(${moment}, ${trace}) ->> 'day' as monday`
  )[0]
const keysOf = async () => (await sql`select key from jobs order by key`).map(({ key }) => key)

test('a night without its check is made up', async () => {
  const check = (key: string, age: string) =>
    sql`insert into jobs (key, name, input, created_at) values (${key}, 'check-invariants', '{}', now() - ${age}::interval)`
  await check('check-invariants.long-ago', '3 days')
  const [{ day = '' } = {}] =
    await sql`select (now() at time zone private.zone() - interval '8 hours')::date::text as day`
  expect(await plan()).toEqual([`check-invariants.${day}`])
  await sql`truncate jobs cascade`
  await check('check-invariants.long-ago', '3 days')
  await check(`check-invariants.${day}`, '1 hour')
  expect(await plan()).toEqual([])
})

test('a check is made up on its day from eight on, but not before the day after the first', async () => {
  // Somebody called the first check by hand on its first evening, for a day long before.
  await sql`insert into jobs (key, name, input, created_at)
    values ('check-invariants.2026-01-01', 'check-invariants', '{}', '2026-06-02T20:00:00Z')`
  expect(await planAt('2026-06-02 23:00')).toEqual([])
  expect(await planAt('2026-06-03 07:59')).toEqual([])
  expect(await planAt('2026-06-03 08:01')).toEqual(['check-invariants.2026-06-03'])
})

test.each([
  ['in winter', '2026-01-11', '2026-01-12'],
  ['in summer', '2026-06-07', '2026-06-08'],
  ['when summer time begins', '2026-03-29', '2026-03-30'],
  ['when summer time ends', '2026-10-25', '2026-10-26'],
])('%s, %s and %s are made up on the day itself, from eight on by the shop’s clock', async (_, sunday, monday) => {
  const weekBefore = sql`${sunday}::date - 7`
  await sql`insert into clean_ups (day, removed) values (${weekBefore}, '{}')`
  await sql`insert into stock_reports (day, lines) values (${weekBefore} + 1, '[]')`
  await sql`truncate jobs cascade`
  expect(await planAt(`${sunday} 07:59`)).toEqual([])
  expect(await planAt(`${sunday} 08:01`)).toEqual([`do-clean-up.${sunday}`])
  expect(await planAt(`${monday} 07:59`)).toEqual([])
  expect(await planAt(`${monday} 08:01`)).toEqual([`tell-owner.stock-${monday}`])
  expect(await planAt(`${monday} 23:59`)).toEqual([])
})

test('after weeks without power the last Sunday and Monday are made up', async () => {
  await firstWeekly()
  expect(await planAt('2026-06-05 12:00')).toEqual(['do-clean-up.2026-05-31', 'tell-owner.stock-2026-06-01'])
  expect(await sql`select day::text from stock_reports order by day`).toEqual([
    { day: '2026-01-05' },
    { day: '2026-06-01' },
  ])
  expect(await planAt('2026-06-05 12:01')).toEqual([])
})

test.each([
  ['in winter', '2026-01-13 10:00+01', '2026-01-11', '2026-01-12'],
  ['after summer time began', '2026-03-31 10:00+02', '2026-03-29', '2026-03-30'],
  ['after summer time ended', '2026-10-27 10:00+01', '2026-10-25', '2026-10-26'],
])('%s, a call on Tuesday and the sweep make one report and one clean-up', async (_, tuesday, sunday, monday) => {
  const clock = tuesday.slice(0, 16)
  const keys = [`do-clean-up.${sunday}`, `tell-owner.stock-${monday}`]
  for (const sweepsFirst of [true, false]) {
    await sql`truncate jobs, job_steps, clean_ups, stock_reports`
    await firstWeekly()
    if (sweepsFirst) expect(await planAt(clock)).toEqual(keys)
    expect(await callAt(tuesday)).toEqual({ sunday, monday })
    expect(await callAt(tuesday)).toEqual({ sunday, monday })
    expect(await planAt(clock)).toEqual([])
    expect(await keysOf()).toEqual(keys)
    expect(await sql`select day::text from stock_reports where day > '2026-01-05'`).toEqual([{ day: monday }])
  }
})

test('after a first call by hand, nothing is due until the next occurrence', async () => {
  expect(await callAt('2026-06-03 12:00+02')).toEqual({ sunday: '2026-05-31', monday: '2026-06-01' })
  await sql`insert into clean_ups (day, removed) values ('2026-05-31', '{}')`
  expect(await planAt('2026-06-06 23:59')).toEqual([])
  expect(await planAt('2026-06-07 08:01')).toEqual(['do-clean-up.2026-06-07'])
})

test.each([
  ['2026-03-29T00:30:00Z', '2026-03-29', '2026-03-23'],
  ['2026-03-31T10:00:00Z', '2026-03-29', '2026-03-30'],
  ['2026-06-06T21:30:00Z', '2026-05-31', '2026-06-01'],
  ['2026-06-06T22:30:00Z', '2026-06-07', '2026-06-01'],
  ['2026-10-25T22:30:00Z', '2026-10-25', '2026-10-19'],
  ['2026-10-25T23:30:00Z', '2026-10-25', '2026-10-26'],
])('at %s the last Sunday is %s, and the last Monday %s', async (moment, sunday, monday) => {
  expect(await callAt(moment)).toEqual({ sunday, monday })
  expect(await keysOf()).toEqual([`do-clean-up.${sunday}`, `tell-owner.stock-${monday}`])
})

test('ten sweeps at once make up each occurrence once', async () => {
  await addReport(3)
  await firstWeekly()
  const keys = (await Promise.all(Array.from({ length: 10 }, () => plan(crowd)))).flat()
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(4)
})
