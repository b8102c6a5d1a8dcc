import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEuros, writeEuros } from '#components/admin/catalog/price.ts'

test.each([
  ['249', 24900],
  ['249.5', 24950],
  ['249,50', 24950],
  [' € 249.05 ', 24905],
  ['0.29', 29],
  ['1.15', 115],
  ['9999999.99', 999999999],
  ['0', 0],
])('%j is %i cents', (typed, cents) => {
  expect(parseEuros(typed)).toBe(cents)
})

test.each(['', 'a', '-1', '1.249', '1,249.00', '1e3', '249.', '.5', '12345678', '2 49', '٣', 'Infinity'])(
  '%j is not a price',
  (typed) => {
    expect(parseEuros(typed)).toBeNull()
  },
)

test('what is written can be read again, to the cent', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (cents) => parseEuros(writeEuros(cents)) === cents))
})
