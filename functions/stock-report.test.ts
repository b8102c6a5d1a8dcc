import fc from 'fast-check'
import type { Sql } from 'postgres'
import { Resend } from 'resend'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, mailDomain, testEnvironment } from '#functions/runtime/testing.ts'
import { stockReport } from '#functions/stock-report.ts'
import { tellOwner } from '#functions/tell-owner.ts'
import { addDays } from '#lib/days.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startMail } from '#local/mail/server.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { stockLines, writeReason } from '#shop/reports/stock.ts'
import { addFinishes, type Finish } from '#shop/reports/testing-sales.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let mail: Awaited<ReturnType<typeof startMail>>
let finishes: Finish[] = []
const environment = testEnvironment({})
const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
const monday = '2025-11-24'

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(() => Response.json({ messageId: 'msg_1' }))
  mail = await startMail({ port: 0, file: ':memory:', apiKey: environment.RESEND_API_KEY, domains: [mailDomain] })
  const addresses = { database: database.url, queue: queue.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
  // One lamp for each finish, because a lead time belongs to a lamp.
  for (const price of [4900, 24_900, 119_900]) finishes = [...finishes, ...(await addFinishes(sql, [price], 0))]
})
afterAll(async () => {
  await Promise.all([queue.close(), mail.close()])
  await database.close()
})
beforeEach(() => sql`truncate reports, stock_reports, jobs, job_steps`)

const call = (at = monday) => serve(stockReport)(callOf(`stock-report?at=${at}`, { method: 'GET', headers }))

const resend = () => new Resend(environment.RESEND_API_KEY, { baseUrl: mail.url })
const sent = async () => (await resend().emails.list()).data?.data ?? []

type Case = { stock: number; lead: number; sold: number[] }
/** For each finish: its stock, its lead time in days, and its sales on each of the last days. */
async function setScene(cases: readonly Case[], days: number): Promise<void> {
  await sql`truncate reports, stock_reports, jobs, job_steps`
  for (const [index, { stock, lead }] of cases.entries()) {
    const id = finishes[index]?.variantId ?? ''
    await sql`update variants set stock = ${stock} where id = ${id}`
    await sql`update products set lead_days = ${lead} where id = (select product_id from variants where id = ${id})`
  }
  for (let day = 0; day < days; day++) {
    const date = addDays(monday, -1 - day)
    const sold = cases.flatMap(({ sold }, index) => {
      const quantity = sold[day] ?? 0
      return quantity > 0 ? [{ variantId: finishes[index]?.variantId, quantity }] : []
    })
    const figures = { orders: 1, revenue: 1, refunded: 0, sold }
    await sql`insert into reports (kind, first_day, last_day, figures, csv_path, pdf_path)
      values ('day', ${date}, ${date}, ${sql.json(figures as never)}, '', '')`
  }
}
async function report() {
  expect((await call()).status).toBe(200)
  return stockLines.parse((await sql`select lines from stock_reports where day = ${monday}`)[0]?.lines)
}

/** The expected result, from the rule: reorder a finish whose stock does not last for the lead time and a week. */
function recompute(cases: readonly Case[], days: number) {
  return cases.flatMap(({ stock, lead, sold: all }, index) => {
    const sold = all.slice(0, Math.min(days, 28)).reduce((sum, pieces) => sum + pieces, 0)
    const perDay = days === 0 ? 0 : sold / Math.min(days, 28)
    if (stock > 0 && !(stock / perDay < lead + 7)) return []
    const quantity = sold === 0 ? null : Math.max(1, Math.ceil((sold * (lead + 28)) / Math.min(days, 28)) - stock)
    return [{ variantId: finishes[index]?.variantId, stock, leadDays: lead, sold, quantity }]
  })
}

test('reorders by the rule, for any sales', async () => {
  const one: fc.Arbitrary<Case> = fc.record({
    stock: fc.nat({ max: 40 }),
    lead: fc.integer({ min: 1, max: 60 }),
    sold: fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 }),
  })
  const check = fc.asyncProperty(
    fc.array(one, { minLength: 3, maxLength: 3 }),
    fc.nat({ max: 30 }),
    async (cases, days) => {
      await setScene(cases, days)
      const lines = (await report()).map(({ variantId, stock, leadDays, sold, quantity }) => {
        return { variantId, stock, leadDays, sold, quantity }
      })
      const byId = (a: { variantId?: string | undefined }, b: { variantId?: string | undefined }) =>
        (a.variantId ?? '') < (b.variantId ?? '') ? -1 : 1
      expect(lines.toSorted(byId)).toEqual(recompute(cases, days).toSorted(byId))
    },
  )
  await fc.assert(check, { numRuns: 25 })
}, 60_000)

test('the most urgent finish comes first, with its reason', async () => {
  const steady = (pieces: number) => Array.from({ length: 28 }, (_, day) => (day % 2 === 0 ? pieces : 0))
  await setScene(
    [
      { stock: 6, lead: 21, sold: steady(1) },
      { stock: 0, lead: 21, sold: steady(0) },
      { stock: 0, lead: 30, sold: steady(2) },
    ],
    28,
  )
  const lines = await report()
  expect(lines.map((line) => [line.quantity, writeReason(line)])).toEqual([
    [58, 'sold 28 in 28 days, none left; delivery takes 30 days'],
    [19, 'sold 14 in 28 days, 6 left: 12 days; delivery takes 21 days'],
    [null, 'none left, and none sold in 28 days; delivery takes 21 days'],
  ])
})

test('ten calls at once make one report and one mail, whose reasons are in it', async () => {
  await setScene(
    [
      { stock: 3, lead: 21, sold: [3, 1] },
      { stock: 9, lead: 21, sold: [] },
      { stock: 9, lead: 21, sold: [] },
    ],
    28,
  )
  await Promise.all(Array.from({ length: 10 }, () => call()))
  expect(await sql`select key from jobs`).toEqual([{ key: `tell-owner.stock-${monday}` }])
  const delivery = () =>
    serve(tellOwner)(deliveryOf('tell-owner', `tell-owner.stock-${monday}`, { about: 'stock', id: monday }))
  await Promise.all([delivery(), delivery()])
  const mails = await sent()
  expect(mails.map(({ subject }) => subject)).toEqual(['To reorder: One finish'])
  const { data } = await resend().emails.get(mails[0]?.id ?? '')
  expect(data?.text).toContain('sold 4 in 28 days, 3 left: 21 days; delivery takes 21 days')
  // The Monday is long ago; the stock is not.
  const counted = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', day: 'numeric', month: 'long' })
  expect(data?.text?.replaceAll(/\s+/g, ' ')).toContain(`${counted.format(new Date())}`)
})

test('a late call on Tuesday and the sweep make one report of Monday and one mail', async () => {
  // Another week than the other tests use, so that their mail does not count here.
  const late = '2025-11-17'
  const before = (await sent()).length
  await setScene(
    [
      { stock: 0, lead: 21, sold: [] },
      { stock: 9, lead: 21, sold: [] },
      { stock: 9, lead: 21, sold: [] },
    ],
    0,
  )
  await sql`insert into stock_reports (day, lines) values (${addDays(late, -7)}, '[]')`
  const key = `tell-owner.stock-${late}`
  const tuesday = '2025-11-18T08:30:00Z'
  expect(await (await call(tuesday)).json()).toEqual({ day: late, made: true, finishes: 1, planned: key })
  expect(await sql`select private.plan_missed(${tuesday}, 'none')`).toEqual([])
  const deliver = () => serve(tellOwner)(deliveryOf('tell-owner', key, { about: 'stock', id: late }))
  await deliver()
  expect(await sql`select private.plan_missed(${tuesday}, 'none')`).toEqual([])
  // A manual call on Wednesday answers that the report exists, with its day, and sends no mail.
  expect(await (await call('2025-11-19')).json()).toEqual({ day: late, made: false, finishes: 1, planned: null })
  await deliver()
  expect(await sql`select key from jobs`).toEqual([{ key }])
  expect(await sql`select day::text from stock_reports order by day`).toEqual([{ day: '2025-11-10' }, { day: late }])
  expect((await sent()).length - before).toBe(1)
})

test('when nothing must be reordered, there is a report and no mail', async () => {
  await setScene(
    [
      { stock: 9, lead: 21, sold: [] },
      { stock: 9, lead: 21, sold: [1] },
      { stock: 30, lead: 1, sold: [3] },
    ],
    28,
  )
  expect(await (await call()).json()).toEqual({ day: monday, made: true, finishes: 0, planned: null })
  expect(await sql`select lines from stock_reports`).toEqual([{ lines: [] }])
})
