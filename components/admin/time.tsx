import { formatMoment } from '#components/admin/moment.ts'

/** A time with its year, in the shop's time zone. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="order-moment">
      {formatMoment(at)}
    </time>
  )
}
