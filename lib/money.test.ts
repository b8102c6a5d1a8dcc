import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitsOf, formatMoney, signOf, toMinorUnits, writeDecimal } from '#lib/money.ts'

test.each([
  [24_900, 'eur', '€249'],
  [24_950, 'eur', '€249.50'],
  [24_905, 'eur', '€249.05'],
  [1, 'eur', '€0.01'],
  [0, 'eur', '€0'],
  [123_456_700, 'eur', '€1,234,567'],
  [-24_950, 'eur', '-€249.50'],
  [24_900, 'jpy', 'JP¥24,900'],
  [24_000, 'kwd', 'KWD 24'],
  [24_010, 'kwd', 'KWD 24.010'],
  [24_950, 'chf', 'CHF 249.50'],
])('%i minor units of %s are %s', (amount, currency, text) => {
  expect(formatMoney({ amount, currency }).replace('\u00a0', ' ')).toBe(text)
})

test.each([
  ['eur', 2],
  ['jpy', 0],
  ['kwd', 3],
])('%s has %i decimals', (currency, digits) => {
  expect(digitsOf(currency)).toBe(digits)
})

test.each([
  [24_950, 'eur', '249.50'],
  [5, 'eur', '0.05'],
  [-5, 'eur', '-0.05'],
  [0, 'eur', '0.00'],
  [249, 'jpy', '249'],
  [0, 'jpy', '0'],
  [5, 'kwd', '0.005'],
])('%i minor units of %s are %s for a program', (amount, currency, text) => {
  expect(writeDecimal({ amount, currency })).toBe(text)
})

test('no minor unit is lost between an amount and its texts', () => {
  const amounts = fc.integer({ min: 0, max: 2_000_000_000 })
  const property = fc.property(amounts, fc.constantFrom('eur', 'jpy', 'kwd', 'chf'), (amount, currency) => {
    const shown = Number(formatMoney({ amount, currency }).replace(/[^\d.]/g, ''))
    expect(toMinorUnits(shown, currency)).toBe(amount)
    expect(toMinorUnits(Number(writeDecimal({ amount, currency })), currency)).toBe(amount)
  })
  fc.assert(property)
})

test('a currency has a sign or its code', () => {
  expect(['eur', 'gbp', 'chf'].map(signOf)).toEqual(['€', '£', 'CHF'])
})
