import { expect, test } from 'vitest'
import { comparable, findPeriod, toPeriod } from '#shop/reports/periods.ts'
import type { ReportKind } from '#shop/reports/types.ts'

const periods: [kind: ReportKind, first: string, last: string, name: string][] = [
  ['day', '2026-11-23', '2026-11-23', '2026-11-23'],
  ['week', '2026-11-23', '2026-11-29', '2026-W48'],
  ['week', '2026-12-28', '2027-01-03', '2026-W53'],
  ['week', '2027-01-04', '2027-01-10', '2027-W01'],
  ['week', '2024-12-30', '2025-01-05', '2025-W01'],
  ['month', '2026-11-01', '2026-11-30', '2026-11'],
  ['month', '2028-02-01', '2028-02-29', '2028-02'],
  ['month', '2026-12-01', '2026-12-31', '2026-12'],
  ['year', '2026-01-01', '2026-12-31', '2026'],
  ['year', '2028-01-01', '2028-12-31', '2028'],
]

test.each(periods)('the %s from %s ends on %s and is called %s', (kind, firstDay, lastDay, name) => {
  const period = { kind, firstDay, lastDay, name }
  expect(toPeriod(kind, firstDay)).toEqual(period)
  expect(findPeriod(name)).toEqual(period)
})

test.each([
  '',
  '226',
  '2026-13',
  '2026-02-30',
  '2026-W00',
  '2026-W54',
  '2025-W53',
  '2026-w48',
  '2026-11-23/../x',
  'x2026-11',
])('%j is no period', (name) => {
  expect(findPeriod(name)).toBeNull()
})

test('a day is compared with the day before and with its weekday, longer ones with the one before', () => {
  const first = (kind: ReportKind, day: string) => comparable(toPeriod(kind, day)).map(({ firstDay }) => firstDay)
  expect(first('day', '2026-03-01')).toEqual(['2026-02-28', '2026-02-22'])
  expect(first('week', '2026-11-02')).toEqual(['2026-10-26'])
  expect(first('month', '2026-03-01')).toEqual(['2026-02-01'])
  expect(first('month', '2026-01-01')).toEqual(['2025-12-01'])
  expect(first('year', '2026-01-01')).toEqual(['2025-01-01'])
})
