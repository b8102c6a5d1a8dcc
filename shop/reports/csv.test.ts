import { expect, test } from 'vitest'
import { writeCsv } from '#shop/reports/csv.ts'
import { findPeriod } from '#shop/reports/periods.ts'
import type { Figures, Period } from '#shop/reports/types.ts'

const nothing = { orders: 0, revenue: 0, tax: 0, refunds: 0, refunded: 0, refundedTax: 0 }
const write = (name: string) => {
  const sold = [{ variantId: '1', sku: 'sku', name, finish: 'Oak', quantity: 1, amount: 100 }]
  const figures: Figures = {
    ...{ ...nothing, parts: [], stock: [], sold },
    ...{ carts: { count: 0, amount: 0 }, failedPayments: 0, functions: [] },
  }
  return writeCsv(findPeriod('2026-11-24') as Period, figures, 'eur')
}
const rowOf = (name: string) =>
  write(name)
    .split('finish,')[1]
    ?.replace(/,1,1\.00,,,EUR\r\n$/, '')

test('a CSV begins with the mark by which Excel knows UTF-8', () => {
  expect([...new TextEncoder().encode(write('Łódź')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(write('Łódź').lastIndexOf('\uFEFF')).toBe(0)
  expect(write('Łódź')).toContain('Łódź')
})

test.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\tx', '\rx', ' =1+1', '\n=1', '＝1', '＋1', '－1', '＠x', '-'])(
  'a field that begins with %j is text in a spreadsheet',
  (name) => {
    expect(rowOf(name)).toMatch(/^"?'/)
  },
)

test('quotes, commas and line breaks stay inside their field', () => {
  expect(rowOf('The "big", one')).toBe('"The ""big"", one, Oak (sku)"')
  expect(rowOf('One\r\ntwo')).toBe('"One\r\ntwo, Oak (sku)"')
})
