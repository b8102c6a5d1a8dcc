import { expect, test } from 'vitest'
import { cut, firstLetters, shorten } from '#lib/cut.ts'

const family = '👩‍👩‍👧'
const accented = 'e\u0301'

test.each([
  ['lamp', 4, 'lamp'],
  ['lamps', 4, 'lamp'],
  ['Łódź', 3, 'Łód'],
  ['a🙂b', 2, 'a'],
  ['a🙂b', 3, 'a🙂'],
  [`ab${family}`, 9, 'ab'],
  [`ab${family}c`, 10, `ab${family}`],
  ['🇳🇱🇵🇱', 5, '🇳🇱'],
  [`caf${accented}`, 4, 'caf'],
  [`caf${accented}s`, 5, `caf${accented}`],
  ['👍🏽!', 3, ''],
  ['', 3, ''],
])('%j cut to %i units is %j', (text, most, expected) => {
  expect(cut(text, most)).toBe(expected)
})

test('a shortened text ends in an ellipsis and is no longer than it may be', () => {
  expect(shorten('a lamp', 6)).toBe('a lamp')
  expect(shorten('a lamps', 6)).toBe('a lam…')
  expect(shorten('a b lamps', 5)).toBe('a b…')
  expect(shorten(`ab${family}`, 5)).toBe('ab…')
})

test('the first letters are whole, whatever they are made of', () => {
  expect(firstLetters('🌙🌙🌙', 2)).toBe('🌙🌙')
  expect(firstLetters(`${family}${accented}s`, 2)).toBe(`${family}${accented}`)
  expect(firstLetters('ab', 5)).toBe('ab')
})
