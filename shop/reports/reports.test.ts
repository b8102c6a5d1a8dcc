import fc from 'fast-check'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hoursOf, startOfDay } from '#lib/days.ts'
import type { Db } from '#lib/supabase.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addUpHours, slowestUsual, sumsOf } from '#shop/reports/figures.ts'
import { collectHour, listLowStock } from '#shop/reports/reports.ts'
import {
  addBusyDay,
  addFinishes,
  addSales,
  type Finish,
  forgetSales,
  type Sale,
  totalOf,
} from '#shop/reports/testing-sales.ts'
import type { Figures } from '#shop/reports/types.ts'

let database: TestDatabase
let sql: Sql
let db: Db
let finishes: Finish[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  db = database.signIn('make_sales_report') as unknown as Db
  finishes = await addFinishes(sql, [4900, 24_900, 119_900], 4)
})
afterAll(() => database.close())
beforeEach(() => forgetSales(sql))

async function reportOf(day: string): Promise<Figures> {
  const hours = await Promise.all(hoursOf(day).map((hour) => collectHour(db, hour)))
  return addUpHours(hours, await listLowStock(db))
}

/** Local time in the shop's time zone, computed independently of the shop's code. */
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' })
const dateOf = (moment: Date) => wall.format(moment).slice(0, 10)
const taxIn = (gross: number) => Math.floor((gross * 21) / 121 + 0.5)
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

/** Computes the expected figures from the list of sales. */
function recompute(sales: readonly Sale[], day: string) {
  const captures = sales.filter(({ at }) => dateOf(at) === day)
  const refunds = sales.flatMap((sale) => sale.refunds).filter(({ at }) => dateOf(at) === day)
  const sold = new Map<string, number>()
  for (const { finish, quantity } of captures.flatMap(({ lines }) => lines)) {
    sold.set(finish.sku, (sold.get(finish.sku) ?? 0) + quantity)
  }
  return {
    sums: {
      orders: captures.length,
      revenue: sum(captures.map(totalOf)),
      tax: sum(captures.map((sale) => taxIn(totalOf(sale)))),
      refunds: refunds.length,
      refunded: sum(refunds.map(({ amount }) => amount)),
      refundedTax: sum(refunds.map(({ amount }) => taxIn(amount))),
    },
    sold: Object.fromEntries(sold),
  }
}

/** Days with and without a clock change, and their number of hours. */
const days: [day: string, hours: number][] = [
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2025-10-26', 25],
  ['2026-07-14', 24],
  ['2026-01-01', 24],
]
const minute = 60_000

/** From three hours before the day to three hours after it; often within a second of midnight. */
const momentOf = (day: string): fc.Arbitrary<Date> => {
  const [begin, end] = [startOfDay(day)?.getTime() ?? 0, startOfDay(day, 1)?.getTime() ?? 0]
  const near = (time: number) => fc.constantFrom(-1000, -1, 0, 1, 1000).map((step) => time + step)
  const anywhere = fc.integer({ min: begin - 180 * minute, max: end + 180 * minute })
  return fc.oneof({ weight: 3, arbitrary: anywhere }, near(begin), near(end)).map((time) => new Date(time))
}
const saleOf = (day: string): fc.Arbitrary<Sale> =>
  fc
    .record({
      at: momentOf(day),
      order: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
      quantity: fc.integer({ min: 1, max: 20 }),
      refunds: fc.array(fc.record({ minutes: fc.nat({ max: 1800 }), part: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 2,
      }),
    })
    .map(({ at, order, quantity, refunds }) => {
      const lines = order.map((index) => ({ finish: finishes[index] as Finish, quantity }))
      const total = totalOf({ lines })
      return {
        at,
        lines,
        refunds: refunds.map(({ minutes, part }) => ({
          at: new Date(at.getTime() + minutes * minute),
          amount: Math.ceil(total / (part * 2)),
        })),
      }
    })
const scene = fc
  .constantFrom(...days)
  .chain(([day, hours]) =>
    fc.record({ day: fc.constant(day), hours: fc.constant(hours), sales: fc.array(saleOf(day)) }),
  )

test('a day says what a plain count of it says, refunds across midnight and changed clocks included', async () => {
  const check = fc.asyncProperty(scene, async ({ day, hours, sales }) => {
    await forgetSales(sql)
    if (sales.length > 0) await addSales(sql, sales)
    const figures = await reportOf(day)
    const expected = recompute(sales, day)
    expect(sumsOf(figures)).toEqual(expected.sums)
    expect(Object.fromEntries(figures.sold.map(({ sku, quantity }) => [sku, quantity]))).toEqual(expected.sold)
    expect(figures.parts).toHaveLength(hours)
    expect(sum(figures.parts.map(({ revenue }) => revenue))).toBe(expected.sums.revenue)
    expect(sum(figures.parts.map(({ refunded }) => refunded))).toBe(expected.sums.refunded)
  })
  await fc.assert(check, { numRuns: 25 })
}, 120_000)

test('a day without orders is a report of zeros', async () => {
  const figures = await reportOf('2026-07-14')
  expect(sumsOf(figures)).toEqual({ orders: 0, revenue: 0, tax: 0, refunds: 0, refunded: 0, refundedTax: 0 })
  expect(figures).toMatchObject({ sold: [], carts: { count: 0, amount: 0 }, failedPayments: 0, functions: [] })
  expect(figures.stock.map(({ stock }) => stock)).toEqual([4, 4, 4])
})

test('carts that were left, and payments that failed, count where they happened', async () => {
  const [cheap, dear] = finishes as [Finish, Finish]
  const cartOf = async (at: string, ...lines: [Finish, number][]) => {
    let cart: string | null = null
    for (const [{ variantId }, quantity] of lines) {
      cart = (await sql`select add_to_cart(${cart}, ${variantId}, ${quantity}) as id`)[0]?.id
    }
    await sql`update carts set updated_at = ${at} where id = ${cart}`
    return cart
  }
  await cartOf('2026-07-14T10:00:00+02:00', [cheap, 2], [dear, 1])
  await cartOf('2026-07-14T23:59:59.999+02:00', [cheap, 1])
  await cartOf('2026-07-15T00:00:00+02:00', [dear, 1])
  const bought = await cartOf('2026-07-14T12:00:00+02:00', [dear, 1])
  await sql`select place_order(${bought}, 'none')`
  const emptied = await cartOf('2026-07-14T12:00:00+02:00', [dear, 1])
  await sql`delete from cart_lines where cart_id = ${emptied}`
  await sql`insert into stripe_events (id, type, created_at) values
    ('evt_1', 'payment_intent.payment_failed', '2026-07-14T00:00:00+02:00'),
    ('evt_2', 'checkout.session.async_payment_failed', '2026-07-14T23:59:59+02:00'),
    ('evt_3', 'payment_intent.succeeded', '2026-07-14T12:00:00+02:00'),
    ('evt_4', 'payment_intent.payment_failed', '2026-07-15T00:00:00+02:00')`
  const figures = await reportOf('2026-07-14')
  expect(figures.carts).toEqual({ count: 2, amount: 2 * 4900 + 24_900 + 4900 })
  expect(figures.failedPayments).toBe(2)
})

test('function health says what a plain count of the runs says, the slowest usual run to a twentieth', async () => {
  const run = fc.record({
    name: fc.constantFrom('sweep', 'process-order'),
    ms: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 60_000 })),
    memory: fc.integer({ min: 60, max: 900 }),
    status: fc.constantFrom(200, 202, 401, 489, 500, 503),
    at: momentOf('2026-07-14'),
  })
  const check = fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 60 }), async (runs) => {
    await sql`truncate function_runs`
    await sql`
      insert into function_runs (id, function, trigger, trace, started_at, ms, cold, memory_mb, status)
      select gen_random_uuid(), r.name, 'queue', 'none', r.at, r.ms, false, r.memory, r.status
      from jsonb_to_recordset(${sql.json(runs as never)}) as r (name text, at timestamptz, ms integer, memory integer, status integer)`
    const { functions } = await reportOf('2026-07-14')
    for (const name of ['sweep', 'process-order']) {
      const own = runs.filter((one) => one.name === name && dateOf(one.at) === '2026-07-14')
      const found = functions.find((one) => one.name === name)
      if (own.length === 0) expect(found).toBeUndefined()
      else {
        expect(found).toMatchObject({
          runs: own.length,
          errors: own.filter(({ status }) => status >= 500).length,
          ms: sum(own.map(({ ms }) => ms)),
          memory: sum(own.map(({ ms, memory }) => ms * memory)),
        })
        const exact = own.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.ceil(own.length * 0.95) - 1] ?? 0
        const told = slowestUsual(found ?? { runs: 0, spread: {} })
        expect(told).toBeGreaterThanOrEqual(exact)
        expect(told).toBeLessThanOrEqual(Math.max(exact, 1) * 1.05 + 1)
      }
    }
  })
  await fc.assert(check, { numRuns: 25 })
}, 120_000)

test('a busy day is collected in steps as small as those of a calm one', async () => {
  const [cheap, dear] = finishes as [Finish, Finish]
  const [day, orders] = ['2026-07-14', 20_000]
  await addBusyDay(sql, [cheap, dear], startOfDay(day) ?? new Date(0), orders)
  const hours = await Promise.all(hoursOf(day).map((hour) => collectHour(db, hour)))
  for (const hour of hours) expect(JSON.stringify(hour).length).toBeLessThan(5000)
  const both = Math.ceil(orders / 3)
  const figures = addUpHours(hours, [])
  expect(figures).toMatchObject({ orders, refunds: orders / 50, revenue: orders * cheap.price + both * dear.price })
  expect(figures.sold.map(({ quantity }) => quantity)).toEqual([orders, both])
  expect(figures.functions.map(({ runs }) => runs)).toEqual([orders, orders, orders, orders])
})

test('a past day has the stock of its end, of what was for sale then', async () => {
  const [low, later, gone] = [
    ...(await addFinishes(sql, [4900], 0)),
    ...(await addFinishes(sql, [4900], 0)),
    ...(await addFinishes(sql, [4900], 0)),
  ]
  const productOf = (finish: Finish | undefined) =>
    sql`select product_id from variants where id = ${finish?.variantId ?? ''}`
  /** Moves stock at a time, as private.move_stock does now. */
  const move = async (finish: Finish | undefined, quantity: number, at: string) => {
    const id = finish?.variantId ?? ''
    await sql`update variants set stock = stock + ${quantity} where id = ${id}`
    await sql`insert into stock_movements (variant_id, quantity, reason, created_at) values (${id}, ${quantity}, 'counted', ${at})`
  }
  await sql`update products set created_at = '2026-07-01' where id in (${productOf(low)}) or id in (${productOf(gone)})`
  await sql`update products set created_at = '2026-07-15' where id in (${productOf(later)})`
  await move(low, 3, '2026-07-14T21:59:59Z')
  await move(low, 40, '2026-07-14T22:00:00Z')
  await move(low, -2, '2026-07-16T10:00:00Z')
  await sql`update products set status = 'archived' where id in (${productOf(gone)})`
  await sql`insert into audit_log (at, actor, actor_name, action, subject, subject_id, before, after)
    select '2026-07-15T09:00:00Z', gen_random_uuid(), 'Ada', 'update', 'products', v.product_id::text, '{"status": "active"}', '{"status": "archived"}'
    from variants v where v.id = ${gone?.variantId ?? ''}`
  const stockOn = async (day?: string) =>
    Object.fromEntries((await listLowStock(db, day)).map(({ sku, stock }) => [sku, stock]))
  const skus = [low, later, gone].map((finish) => finish?.sku ?? '')
  const shown = async (day?: string) => {
    const stock = await stockOn(day)
    return skus.map((sku) => stock[sku])
  }
  expect(await shown('2026-06-30')).toEqual([undefined, undefined, undefined])
  expect(await shown('2026-07-13')).toEqual([0, undefined, 0])
  expect(await shown('2026-07-14')).toEqual([3, undefined, 0])
  expect(await shown('2026-07-15')).toEqual([undefined, 0, undefined])
  expect(await shown()).toEqual([undefined, 0, undefined])
})
