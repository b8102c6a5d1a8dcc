import fc from 'fast-check'
import { expect, test } from 'vitest'
import { euro, formatMoney } from '#lib/money.ts'

test.each([
  [24_900, '€249'],
  [24_950, '€249.50'],
  [24_905, '€249.05'],
  [1, '€0.01'],
  [0, '€0'],
  [123_456_700, '€1,234,567'],
  [-24_950, '-€249.50'],
])('%i cents are %s', (amount, text) => {
  expect(formatMoney(euro(amount))).toBe(text)
})

test('no cent is lost between the amount and its text', () => {
  const property = fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (amount) => {
    const [whole = '', cents = '00'] = formatMoney(euro(amount)).replace(/[€,]/g, '').split('.')
    expect(Number(whole) * 100 + Number(cents)).toBe(amount)
  })
  fc.assert(property)
})
