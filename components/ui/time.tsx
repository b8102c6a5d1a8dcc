import { shop } from '#shop.config.ts'

const format = new Intl.DateTimeFormat(shop.locale, {
  timeZone: shop.timeZone,
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
})

/** A time in the shop's time zone, so that the server and every browser write the same text. */
export function OrderTime({ at }: { at: string }) {
  return <time dateTime={at}>{format.format(new Date(at))}</time>
}
