import { expect, test } from 'vitest'
import { barOf, describe as inWords, uptime, worstOf } from '#components/status/bars.tsx'

const day = (date: string, checks: number, failed = 0) => ({ day: date, checks, failed })

test('a day is as full as it went well, and a single failure is seen', () => {
  expect(barOf(day('2026-11-23', 288))).toEqual({ filled: 34, hollow: 0 })
  expect(barOf(day('2026-11-23', 288, 288))).toEqual({ filled: 0, hollow: 34 })
  expect(barOf(day('2026-11-23', 288, 1))).toEqual({ filled: 27, hollow: 7 })
  expect(barOf(day('2026-11-23', 0))).toEqual({ filled: 0, hollow: 0 })
})

test('only what never failed is a hundred percent', () => {
  expect(uptime([day('2026-11-22', 288), day('2026-11-23', 288)])).toBe('100 %')
  expect(uptime([day('2026-11-22', 100_000, 1)])).toBe('99.99 %')
  expect(uptime([day('2026-11-22', 4, 1), day('2026-11-23', 0)])).toBe('75 %')
  expect(uptime([day('2026-11-22', 0)])).toBeNull()
})

test('the worst day is named', () => {
  const days = [day('2026-11-20', 10, 2), day('2026-11-21', 288), day('2026-11-22', 10, 2), day('2026-11-23', 0)]
  expect(worstOf(days)?.day).toBe('2026-11-22')
  expect(worstOf(days.slice(1, 2))).toBeNull()
})

test('the bars are told in words', () => {
  expect(inWords({ name: 'Mail', days: [day('2026-11-22', 0)] })).toBe('Mail: not checked yet.')
  expect(inWords({ name: 'Mail', days: [day('2026-11-22', 8)] })).toBe('Mail: 100 % of checks passed in 90 days.')
  const bad = ['16', '17', '18', '19', '20', '21'].map((date) => day(`2026-11-${date}`, 4, 1))
  expect(inWords({ name: 'Mail', days: bad.slice(0, 1) })).toBe(
    'Mail: 75 % of checks passed in 90 days; failures on 16 November (75 %).',
  )
  expect(inWords({ name: 'Mail', days: bad })).toContain('21 November (75 %), and on 1 earlier day.')
})

test('a day of the year before is told with its year', () => {
  const days = [day('2026-12-31', 4, 1), day('2027-01-01', 4, 1)]
  expect(inWords({ name: 'Mail', days })).toContain('failures on 31 December 2026 (75 %), 1 January (75 %).')
})
