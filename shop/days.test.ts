import { expect, test } from 'vitest'
import { startOfDay } from '#shop/days.ts'

test.each([
  ['2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['2026-07-01', '2026-06-30T22:00:00.000Z'],
  ['2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', '2026-10-25T23:00:00.000Z'],
])('%s begins at %s', (day, moment) => {
  expect(startOfDay(day)?.toISOString()).toBe(moment)
})

test('the day after the longest of the year begins 25 hours later', () => {
  expect(startOfDay('2026-10-25', 1)).toEqual(startOfDay('2026-10-26'))
})

test.each(['', 'today', '2026-13-01', '2026-1-1', "2026-01-01' or true"])('%j is no day', (day) => {
  expect(startOfDay(day)).toBeNull()
})
