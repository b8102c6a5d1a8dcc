import { shop } from '#shop.config.ts'

const zone = { timeZone: shop.timeZone } as const
const clock = { hour: '2-digit', minute: '2-digit' } as const
const moment = new Intl.DateTimeFormat(shop.locale, {
  ...zone,
  ...clock,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const time = new Intl.DateTimeFormat(shop.locale, { ...zone, ...clock })
const day = new Intl.DateTimeFormat(shop.locale, { ...zone, dateStyle: 'short' })

/** A time with its year, in the shop's time zone, so that the server and every browser write the same text. */
export function OrderTime({ at }: { at: string }) {
  return <time dateTime={at}>{moment.format(new Date(at))}</time>
}

/** The time since which something is so: of today the clock alone, "20:44". @param now for tests */
export function SinceTime({ at, now = new Date() }: { at: string; now?: Date }) {
  return <time dateTime={at}>{writeSince(at, now)}</time>
}

/** As `SinceTime`, as text. */
export function writeSince(at: string, now: Date): string {
  const then = new Date(at)
  return (day.format(then) === day.format(now) ? time : moment).format(then)
}
