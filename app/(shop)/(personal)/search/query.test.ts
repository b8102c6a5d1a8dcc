import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readQuery } from '#app/(shop)/(personal)/search/query.ts'

test.each([
  [undefined, ''],
  ['   ', ''],
  ['  opal \n\t glass ', 'opal glass'],
  [['brass', 'steel'], 'brass'],
  ['a\u0000b', 'a b'],
  ["'; drop table products --", "'; drop table products --"],
])('reads %j', (given, query) => {
  expect(readQuery(given)).toBe(query)
})

test('keeps at most 100 characters and never half of one', () => {
  expect(readQuery('🌙'.repeat(300))).toBe('🌙'.repeat(100))
})

test('whatever an address says, the query is one short line that can be written and sent', () => {
  // Also what is not text: control characters and halves of characters.
  const unit = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }))
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 150 }), (units) => {
      const text = String.fromCharCode(...units)
      const query = readQuery(text)
      expect([...query].length).toBeLessThanOrEqual(100)
      expect(query).not.toMatch(/[\p{Cc}\p{Cs}]|^\s|\s$/u)
      expect(readQuery(query)).toBe(query)
    }),
  )
})
