import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePrice } from '#components/admin/catalog/price.ts'
import { writeDecimal } from '#lib/money.ts'

test.each([
  ['249', 'eur', 24900],
  ['249.5', 'eur', 24950],
  ['249,50', 'eur', 24950],
  [' € 249.05 ', 'eur', 24905],
  ['249.05 EUR', 'eur', 24905],
  ['0.29', 'eur', 29],
  ['1.15', 'eur', 115],
  ['9999999.99', 'eur', 999999999],
  ['0', 'eur', 0],
  ['CHF 12.5', 'chf', 1250],
  ['1249', 'jpy', 1249],
  ['1.249', 'kwd', 1249],
])('%j in %s is %i minor units', (typed, currency, amount) => {
  expect(parsePrice(typed, currency)).toBe(amount)
})

test.each(['', 'a', '-1', '1.249', '1,249.00', '1e3', '249.', '.5', '12345678', '2 49', '٣', 'Infinity', '$ 5'])(
  '%j is not a price in euros',
  (typed) => {
    expect(parsePrice(typed, 'eur')).toBeNull()
  },
)

test('yen have no decimals', () => {
  expect(parsePrice('249.5', 'jpy')).toBeNull()
})

test('what is written can be read again, to the last digit', () => {
  const currencies = fc.constantFrom('eur', 'jpy', 'kwd')
  const property = fc.property(fc.integer({ min: 0, max: 9_999_999 }), currencies, (amount, currency) => {
    expect(parsePrice(writeDecimal({ amount, currency }), currency)).toBe(amount)
  })
  fc.assert(property)
})
