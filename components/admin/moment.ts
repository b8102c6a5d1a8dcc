import { shop } from '#shop.config.ts'

const moment = new Intl.DateTimeFormat(shop.locale, {
  timeZone: shop.timeZone,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** Formats a time in the shop's time zone, such as `23 Nov 2026, 20:15`. */
export function formatMoment(iso: string): string {
  return moment.format(new Date(iso))
}
