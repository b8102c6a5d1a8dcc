import { shop } from '#shop.config.ts'

const offsets = new Intl.DateTimeFormat('en-US', { timeZone: shop.timeZone, timeZoneName: 'longOffset' })
const dates = new Intl.DateTimeFormat('en-CA', { timeZone: shop.timeZone, dateStyle: 'short' })
// A date has no time zone.
const words = new Intl.DateTimeFormat(shop.locale, { timeZone: 'UTC', dateStyle: 'long' })

/** The offset of the shop's time zone from UTC at a moment, in milliseconds. */
function offsetAt(moment: number): number {
  const name = offsets.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}

/**
 * The moment at which a day begins in the shop, also on days of 23 and 25 hours; null when the text is not a day.
 * @param day such as 2026-11-23
 * @param later days to add
 */
export function startOfDay(day: string, later = 0): Date | null {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) + later * 86_400_000 : Number.NaN
  if (Number.isNaN(midnight)) return null
  // The first offset is for UTC midnight, which may lie on the other side of a clock change; the second corrects it.
  return new Date(midnight - offsetAt(midnight - offsetAt(midnight)))
}

/** The shop's date at a moment, such as 2026-11-23. */
export function dayOf(moment: Date): string {
  return dates.format(moment)
}

/** Writes a date for people, in the shop's locale: 30 December 2026. @param day such as 2026-12-30 */
export function writeDay(day: string): string {
  return words.format(new Date(`${day}T00:00:00Z`))
}

/** Adds `days` to a date. @param day such as 2026-11-23 */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/**
 * The start of each hour of a day in the shop: 24 hours, or 23 or 25 when the clocks change.
 * @throws Error when the text is not a day
 */
export function hoursOf(day: string): Date[] {
  const [begin, end] = [startOfDay(day), startOfDay(day, 1)]
  if (!begin || !end) throw new Error(`${day} is not a day`)
  const count = (end.getTime() - begin.getTime()) / 3_600_000
  return Array.from({ length: count }, (_, index) => new Date(begin.getTime() + index * 3_600_000))
}
