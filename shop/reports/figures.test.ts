import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addUp,
  addUpDays,
  addUpHours,
  addUpMonths,
  averageBasket,
  costOf,
  slowestUsual,
  sumsOf,
} from '#shop/reports/figures.ts'
import { daysOf, monthsOf, toPeriod } from '#shop/reports/periods.ts'
import type { Counts, Hour } from '#shop/reports/types.ts'

const empty: Hour = {
  begins: '2026-11-23T23:00:00+00:00',
  orders: 0,
  revenue: 0,
  tax: 0,
  refunds: 0,
  refunded: 0,
  refundedTax: 0,
  sold: [],
  carts: { count: 0, amount: 0 },
  failedPayments: 0,
  functions: [],
}
const moth = { variantId: 'v1', sku: 'moth-brass', name: 'Moth', finish: 'Brass', quantity: 2, amount: 20_000 }
const sweep = { name: 'sweep', runs: 60, errors: 1, ms: 600, memory: 60_000, spread: { '40': 59, '120': 1 } }

test('a day is the sum of its hours, and a week that of its days', () => {
  const busy = { ...empty, orders: 2, revenue: 20_000, tax: 3471, sold: [moth], carts: { count: 1, amount: 4900 } }
  const calm = { ...empty, begins: '2026-11-24T00:00:00+00:00', refunds: 1, refunded: 5000, refundedTax: 868 }
  const day = addUpHours([busy, calm], [{ sku: 'moth-brass', name: 'Moth', finish: 'Brass', stock: 1 }])
  expect(sumsOf(day)).toEqual({
    orders: 2,
    revenue: 20_000,
    tax: 3471,
    refunds: 1,
    refunded: 5000,
    refundedTax: 868,
  })
  expect(day.parts.map(({ begins, revenue }) => [begins, revenue])).toEqual([
    [busy.begins, 20_000],
    [calm.begins, 0],
  ])
  const renamed = addUpHours(
    [{ ...empty, orders: 1, revenue: 9000, sold: [{ ...moth, name: 'Moth II', quantity: 1 }] }],
    [],
  )
  const week = addUpDays([
    { day: '2026-11-24', figures: day },
    { day: '2026-11-25', figures: renamed },
  ])
  expect(week).toMatchObject({
    orders: 3,
    revenue: 29_000,
    refunded: 5000,
    carts: { count: 1, amount: 4900 },
    stock: [],
  })
  expect(week.sold).toEqual([{ ...moth, name: 'Moth II', quantity: 3, amount: 40_000 }])
  expect(week.parts.map(({ begins }) => begins)).toEqual(['2026-11-24', '2026-11-25'])
})

/** The counts of a day: a few lamps under names that change, and a function that always runs. */
const dayCounts: fc.Arbitrary<Counts> = fc
  .record({
    sales: fc.array(fc.record({ lamp: fc.nat(3), quantity: fc.integer({ min: 1, max: 9 }), price: fc.nat(120_000) }), {
      maxLength: 4,
    }),
    refunded: fc.nat(90_000),
    carts: fc.nat(5),
    runs: fc.nat(90),
  })
  .map(({ sales, refunded, carts, runs }) => ({
    orders: sales.length,
    revenue: sales.reduce((total, { quantity, price }) => total + quantity * price, 0),
    tax: sales.length * 7,
    refunds: refunded > 0 ? 1 : 0,
    refunded,
    refundedTax: Math.floor(refunded / 6),
    sold: sales.map(({ lamp, quantity, price }) => ({
      ...moth,
      variantId: `v${lamp}`,
      sku: `lamp-${lamp}`,
      quantity,
      amount: quantity * price,
    })),
    carts: { count: carts, amount: carts * 4900 },
    failedPayments: carts,
    functions: [{ ...sweep, runs, errors: 0, ms: runs * 12, spread: { '40': runs } }],
  }))

test('a year is the sum of its months, and of its days', () => {
  const anyYear = fc.integer({ min: 2020, max: 2032 })
  const property = fc.property(anyYear, fc.infiniteStream(dayCounts), (number, stream) => {
    const year = toPeriod('year', `${number}-01-01`)
    const days = daysOf(year).map((day) => ({ day, counts: stream.next().value as Counts }))
    const months = monthsOf(year).map((month) => {
      const own = days.filter(({ day }) => day >= month.firstDay && day <= month.lastDay)
      return { name: month.name, counts: addUp(own.map(({ counts }) => counts)) }
    })
    const figures = addUpMonths(months, [])
    const { parts, stock: _stock, ...whole } = figures
    expect(whole).toEqual(addUp(days.map(({ counts }) => counts)))
    expect(parts.map(({ begins }) => begins)).toEqual(months.map(({ name }) => name))
    const total = (pick: (counts: Counts) => number) => days.reduce((sum, { counts }) => sum + pick(counts), 0)
    expect(parts.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(total(({ revenue }) => revenue))
    expect(figures.refunded).toBe(total(({ refunded }) => refunded))
    expect(figures.functions[0]?.runs ?? 0).toBe(total(({ functions }) => functions[0]?.runs ?? 0))
    const pieces = figures.sold.reduce((sum, { quantity }) => sum + quantity, 0)
    expect(pieces).toBe(total(({ sold }) => sold.reduce((sum, { quantity }) => sum + quantity, 0)))
  })
  fc.assert(property, { numRuns: 30 })
})

test('best sellers come by pieces, then by what they brought', () => {
  const [few, many, dear] = [
    { ...moth, variantId: 'v2', sku: 'few', quantity: 1, amount: 90_000 },
    { ...moth, variantId: 'v3', sku: 'many', quantity: 9, amount: 9000 },
    { ...moth, variantId: 'v4', sku: 'dear', quantity: 9, amount: 9001 },
  ]
  expect(addUpHours([{ ...empty, sold: [few, many, dear] }], []).sold.map(({ sku }) => sku)).toEqual([
    'dear',
    'many',
    'few',
  ])
})

test('the health of a function adds up, its spread included', () => {
  const { functions } = addUpHours(
    [
      { ...empty, functions: [sweep] },
      { ...empty, functions: [sweep] },
    ],
    [],
  )
  expect(functions).toEqual([
    { name: 'sweep', runs: 120, errors: 2, ms: 1200, memory: 120_000, spread: { '40': 118, '120': 2 } },
  ])
})

test('the slowest usual run is that of the 95th in a hundred', () => {
  expect(slowestUsual({ runs: 100, spread: { '0': 94, '100': 6 } })).toBe(Math.round(1.05 ** 100))
  expect(slowestUsual({ runs: 100, spread: { '0': 95, '100': 5 } })).toBe(1)
  expect(slowestUsual({ runs: 1, spread: { '47': 1 } })).toBe(10)
  expect(slowestUsual({ runs: 0, spread: {} })).toBe(0)
})

test('a million runs of a gigabyte for a tenth of a second cost what the price list says', () => {
  const memory = 1_000_000 * 100 * 1024
  expect(costOf({ runs: 1_000_000, memory })).toBeCloseTo((100_000 * 0.000_016_666_7 + 0.2) * 0.9, 6)
})

test('the average basket is rounded to a cent, and there is none without orders', () => {
  expect(averageBasket({ ...empty, orders: 3, revenue: 1000 })).toBe(333)
  expect(averageBasket({ ...empty, orders: 8, revenue: 1004 })).toBe(126)
  expect(averageBasket(empty)).toBeNull()
})
