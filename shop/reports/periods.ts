import * as z from 'zod'
import { addDays } from '#lib/days.ts'
import type { Period, ReportKind } from '#shop/reports/types.ts'

const weekday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** Returns the period of this kind that begins on a day; a week begins on Monday. */
export function toPeriod(kind: ReportKind, firstDay: string): Period {
  if (kind === 'day') return { kind, firstDay, lastDay: firstDay, name: firstDay }
  if (kind === 'week') return { kind, firstDay, lastDay: addDays(firstDay, 6), name: nameOfWeek(firstDay) }
  const [year = 0, month = 0] = firstDay.split('-').map(Number)
  if (kind === 'year') return { kind, firstDay, lastDay: `${firstDay.slice(0, 4)}-12-31`, name: firstDay.slice(0, 4) }
  const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  return { kind, firstDay, lastDay, name: firstDay.slice(0, 7) }
}

/** Returns the period with this name: 2026-11-23, 2026-W48 (ISO 8601), 2026-11 or 2026; null for any other name. */
export function findPeriod(name: string): Period | null {
  const isDay = (day: string) => z.iso.date().safeParse(day).success
  if (isDay(name)) return toPeriod('day', name)
  if (/^\d{4}-\d\d$/.test(name)) return isDay(`${name}-01`) ? toPeriod('month', `${name}-01`) : null
  if (/^\d{4}$/.test(name)) return isDay(`${name}-01-01`) ? toPeriod('year', `${name}-01-01`) : null
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(name) ?? []
  if (!year || !week) return null
  // 4 January is always in week 1.
  const fourth = `${year}-01-04`
  const period = toPeriod('week', addDays(fourth, (Number(week) - 1) * 7 - weekday(fourth)))
  return period.name === name ? period : null
}

/** Returns the earlier periods to compare with, by their label in a sentence. */
export function comparable({ kind, firstDay }: Period): { label: string; firstDay: string }[] {
  if (kind === 'day') {
    return [
      { label: 'the day before', firstDay: addDays(firstDay, -1) },
      { label: 'the same weekday a week before', firstDay: addDays(firstDay, -7) },
    ]
  }
  if (kind === 'week') return [{ label: 'the week before', firstDay: addDays(firstDay, -7) }]
  if (kind === 'year') return [{ label: 'the year before', firstDay: `${addDays(firstDay, -1).slice(0, 4)}-01-01` }]
  return [{ label: 'the month before', firstDay: `${addDays(firstDay, -1).slice(0, 7)}-01` }]
}

/** The months of a year, in order. */
export function monthsOf({ name }: Period): Period[] {
  return Array.from({ length: 12 }, (_, index) => toPeriod('month', `${name}-${String(index + 1).padStart(2, '0')}-01`))
}

/** The days of a period, in order. */
export function daysOf({ firstDay, lastDay }: Period): string[] {
  const count = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 + 1
  return Array.from({ length: count }, (_, index) => addDays(firstDay, index))
}

function nameOfWeek(monday: string): string {
  // The year of an ISO week is the year of its Thursday.
  const thursday = addDays(monday, 3)
  const year = thursday.slice(0, 4)
  const days = (Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}
