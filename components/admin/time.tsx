import { formatMoment } from '#components/admin/moment.ts'

/** A moment with its year, in the shop's time zone, for those who look things up. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="order-moment">
      {formatMoment(at)}
    </time>
  )
}
