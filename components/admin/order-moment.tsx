const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** A moment with its year, in the shop's time zone, for those who look things up. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="order-moment">
      {format.format(new Date(at))}
    </time>
  )
}
