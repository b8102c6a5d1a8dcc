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
  ['', 'a whole number'],
  ['abc', 'a whole number'],
  ['1.5', 'a whole number'],
  ['1e9', 'a whole number'],
  ['0x10', 'a whole number'],
  ['٣', 'a whole number'],
  ['0', 'The smallest quantity is 1'],
  ['-1', 'The smallest quantity is 1'],
  ['21', 'largest quantity is 20'],
  ['99999999999999999999', 'largest quantity is 20'],
  [undefined, 'Enter a quantity'],
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
