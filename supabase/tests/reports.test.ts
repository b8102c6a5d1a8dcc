import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { outcome, trace } from '#supabase/tests/catalogue.ts'
import { addPerson } from '#supabase/tests/people.ts'

let database: TestDatabase
let sql: Sql
let crowd: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  crowd = postgres(database.databaseUrl, { max: 10, onnotice: () => {} })
})
afterAll(async () => {
  await crowd.end()
  await database.close()
})
beforeEach(() => sql`truncate reports, jobs, job_steps`)

const keysOf = (rows: readonly { job?: { key: string } }[]) => rows.map(({ job }) => job?.key ?? '').toSorted()
const plan = async (at: string, query = sql) =>
  keysOf(await query`select plan_reports(${at}::text::timestamptz, ${trace}) as job`)
const days = (...names: string[]) => names.map((day) => `make-sales-report.day-${day}`)
const figures = { orders: 2, revenue: 5_000_000_000, refunded: 100 }
const save = async (kind: string, first: string, { last = first, values = figures, query = sql } = {}) => {
  const files = { csv: `${kind}/${first}.csv`, pdf: `${kind}/${first}.pdf` }
  return keysOf(
    await query`select save_report(${kind}, ${first}, ${last}, ${query.json(values)}, ${query.json(files)}, ${trace}) as job`,
  )
}
const finish = (...keys: string[]) => sql`update jobs set status = 'done' where key in ${sql(keys)}`

describe('planning', () => {
  test.each([
    ['2026-11-24T23:15:00Z', '2026-11-24'],
    ['2026-11-24T22:59:59Z', '2026-11-23'],
    ['2026-07-14T22:00:00Z', '2026-07-14'],
    ['2026-07-14T21:59:59Z', '2026-07-13'],
    ['2026-10-25T22:59:59Z', '2026-10-24'],
    ['2026-10-25T23:15:00Z', '2026-10-25'],
    ['2026-03-29T21:59:59Z', '2026-03-28'],
    ['2026-03-29T23:15:00Z', '2026-03-29'],
  ])('at %s, the day that has ended is %s', async (at, day) => {
    expect(await plan(at)).toEqual(days(day))
    expect(await sql`select input, trace from jobs`).toEqual([{ input: { kind: 'day', firstDay: day }, trace }])
  })

  test('ten calls at once plan one report', async () => {
    const planned = await Promise.all(Array.from({ length: 10 }, () => plan('2026-11-24T23:15:00Z', crowd)))
    expect(new Set(planned.flat())).toEqual(new Set(days('2026-11-24')))
    expect(await sql`select from jobs`).toHaveLength(1)
  })

  test('missed days are made up, from the first report on and a month at most', async () => {
    await save('day', '2026-11-20')
    await save('day', '2026-11-22')
    expect(await plan('2026-11-24T23:15:00Z')).toEqual(days('2026-11-21', '2026-11-23', '2026-11-24'))
    expect(await plan('2027-03-01T23:15:00Z')).toHaveLength(31)
  })

  test('a report that is done, or waits for staff, is not planned again', async () => {
    await plan('2026-11-24T23:15:00Z')
    await finish(...days('2026-11-24'))
    expect(await plan('2026-11-24T23:15:00Z')).toEqual([])
    await sql`update jobs set status = 'failed'`
    expect(await plan('2026-11-24T23:15:00Z')).toEqual([])
    await save('day', '2026-11-24')
    await sql`delete from jobs`
    expect(await plan('2026-11-24T23:15:00Z')).toEqual([])
  })

  test('an earlier moment plans its own day, and no later one', async () => {
    await save('day', '2026-11-24')
    expect(await plan('2026-11-20T08:00:00Z')).toEqual(days('2026-11-19'))
  })
})

describe('storing', () => {
  test('a second report of the same day replaces the first, and keeps the mail’s id', async () => {
    await save('day', '2026-11-24')
    await sql`select keep_report_mail('day', '2026-11-24', 'mail-1')`
    await save('day', '2026-11-24', { values: { ...figures, orders: 3 } })
    expect(await sql`select kind, orders, revenue_amount, refunded_amount, email_id from reports`).toEqual([
      { kind: 'day', orders: 3, revenue_amount: '5000000000', refunded_amount: '100', email_id: 'mail-1' },
    ])
  })

  test('the last missing day of a week, a month or a year plans its report', async () => {
    const week = ['2026-11-23', '2026-11-24', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']
    for (const day of week) expect(await save('day', day)).toEqual([])
    expect(await save('day', '2026-11-25')).toEqual(['make-sales-report.week-2026-11-23'])
    // The shop's first report is of the 23rd, so its November starts there.
    expect(await save('day', '2026-11-30')).toEqual(['make-sales-report.month-2026-11-01'])
    await finish('make-sales-report.month-2026-11-01')
    expect(await save('day', '2026-11-30')).toEqual([])
    await sql`delete from reports`
    expect(await save('day', '2026-12-30')).toEqual([])
    const whole = ['make-sales-report.month-2026-12-01', 'make-sales-report.year-2026-01-01']
    expect(await save('day', '2026-12-31')).toEqual(whole)
  })

  test('two days that complete a week at the same moment plan it once', async () => {
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) await save('day', day)
    const planned = await Promise.all(['2026-11-28', '2026-11-29'].map((day) => save('day', day, { query: crowd })))
    expect(planned.flat()).toEqual(['make-sales-report.week-2026-11-23'])
  })

  test.each([
    ['a week from Tuesday', 'week', '2026-11-24', '2026-11-30'],
    ['a week of six days', 'week', '2026-11-23', '2026-11-28'],
    ['a month from its second', 'month', '2026-11-02', '2026-12-01'],
    ['a month without its last day', 'month', '2026-02-01', '2026-02-27'],
    ['a day of two', 'day', '2026-11-23', '2026-11-24'],
    ['a year from its second day', 'year', '2026-01-02', '2027-01-01'],
    ['a year without its last day', 'year', '2024-01-01', '2024-12-30'],
    ['a quarter', 'quarter', '2026-01-01', '2026-03-31'],
  ])('%s is no report', async (_name, kind, first, last) => {
    expect(await outcome(save(kind, first, { last }))).toBe('23514')
  })
})

test('only staff can read reports and their files', async () => {
  await save('day', '2026-11-24')
  const bucket = (db: ReturnType<TestDatabase['signIn']>) => db.storage.from('reports')
  const csv = { contentType: 'text/csv' }
  expect((await bucket(database.signIn('make_sales_report')).upload('day/2026-11-24.csv', 'a,b', csv)).error).toBeNull()
  const [viewer, shopper] = [await addPerson(database, 'viewer'), await addPerson(database)]
  expect((await viewer.db.from('reports').select('orders')).data).toEqual([{ orders: 2 }])
  expect(await (await bucket(viewer.db).download('day/2026-11-24.csv')).data?.text()).toBe('a,b')
  expect((await bucket(viewer.db).upload('day/2026-11-24.csv', 'x', { ...csv, upsert: true })).error).not.toBeNull()
  expect((await shopper.db.from('reports').select('orders')).data).toEqual([])
  for (const db of [shopper.db, database.signIn('anon'), database.signIn('process_order')]) {
    expect((await bucket(db).download('day/2026-11-24.csv')).error).not.toBeNull()
  }
  expect(
    (await database.signIn('make_sales_report').storage.from('originals').upload('a.png', 'x')).error,
  ).not.toBeNull()
})
