import { expect, test } from 'vitest'
import { addDays, dayOf, hoursOf, startOfDay } from '#lib/days.ts'

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

test('a day of 25 hours ends where the next day begins', () => {
  expect(startOfDay('2026-10-25', 1)).toEqual(startOfDay('2026-10-26'))
})

test.each(['', 'today', '2026-13-01', '2026-1-1', "2026-01-01' or true"])('%j is not a day', (day) => {
  expect(startOfDay(day)).toBeNull()
})

test.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2026-11-23', 24],
])('%s has %i hours, from its start to the start of the next day', (day, count) => {
  const hours = hoursOf(day)
  expect(hours).toHaveLength(count)
  expect(hours[0]).toEqual(startOfDay(day))
  expect((hours.at(-1)?.getTime() ?? 0) + 3_600_000).toBe(startOfDay(day, 1)?.getTime())
  for (const hour of hours) expect(dayOf(hour)).toBe(day)
})

test('hoursOf refuses a text that is not a day', () => {
  expect(() => hoursOf('2026-13-01')).toThrow('is not a day')
})

test('adding days crosses months, years and clock changes', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
