import fc from 'fast-check'
import { expect, test } from 'vitest'
import { most, quantity } from '#app/actions/quantity.ts'

test.each([
  ['1', 1],
  [' 7 ', 7],
  ['020', 20],
])('takes %j', (typed, value) => {
  expect(quantity.parse(typed)).toBe(value)
})

test.each([
  ['', 'A whole number'],
  ['abc', 'A whole number'],
  ['1.5', 'A whole number'],
  ['1e9', 'A whole number'],
  ['0x10', 'A whole number'],
  ['٣', 'A whole number'],
  ['0', 'One is the least'],
  ['-1', 'One is the least'],
  ['21', 'up to 20'],
  ['99999999999999999999', 'up to 20'],
  [undefined, 'How many?'],
])('refuses %j and says why in one sentence', (typed, reason) => {
  const issues = quantity.safeParse(typed).error?.issues ?? []
  expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining(reason)])
})

test('whatever is typed, what comes through is a whole number from 1 to 20', () => {
  const typed = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String))
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = quantity.safeParse(text)
      return !parsed.success || (Number.isInteger(parsed.data) && parsed.data >= 1 && parsed.data <= most)
    }),
  )
})
