/** The time zone in which the shop counts its days; `dashboard()` in the database uses the same. */
export const shopTimeZone = 'Europe/Amsterdam'

const offsets = new Intl.DateTimeFormat('en-US', { timeZone: shopTimeZone, timeZoneName: 'longOffset' })

/** The shop's distance from UTC at a moment, in milliseconds. */
function offsetAt(moment: number): number {
  const name = offsets.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}

/**
 * The moment at which a day begins in the shop, also on days of 23 and 25 hours; null for what is no day.
 * @param day such as 2026-11-23
 * @param later days to add
 */
export function startOfDay(day: string, later = 0): Date | null {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) + later * 86_400_000 : Number.NaN
  if (Number.isNaN(midnight)) return null
  // The zone's distance is asked for twice, since the first answer is that of another hour.
  return new Date(midnight - offsetAt(midnight - offsetAt(midnight)))
}
