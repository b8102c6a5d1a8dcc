import { OrderTime } from '#components/ui/time.tsx'
import type { Incident, StatusDay, StatusPart } from '#shop/health/types.ts'
import { shop } from '#shop.config.ts'

const [step, width, height] = [10, 6, 34]

const day = { timeZone: 'UTC', day: 'numeric', month: 'long' } as const
const dayFormat = new Intl.DateTimeFormat(shop.locale, day)
const yearFormat = new Intl.DateTimeFormat(shop.locale, { ...day, year: 'numeric' })
/** Writes a day, with its year when that is not the year of the last day. */
const writeDay = (iso: string, last = iso) =>
  (iso.slice(0, 4) === last.slice(0, 4) ? dayFormat : yearFormat).format(new Date(`${iso}T00:00:00Z`))

/** The share of checks that passed, in percent. Rounded down to two decimals, so that 100 % means every check. */
export function uptime(days: readonly StatusDay[]): string | null {
  const checks = days.reduce((sum, one) => sum + one.checks, 0)
  if (checks === 0) return null
  const failed = days.reduce((sum, one) => sum + one.failed, 0)
  return `${Math.floor(((checks - failed) / checks) * 10_000) / 100} %`
}

/** The heights of a day's bar: filled for checks that passed, hollow above it for checks that failed. */
export function barOf({ checks, failed }: StatusDay): { filled: number; hollow: number } {
  if (checks === 0) return { filled: 0, hollow: 0 }
  // A single failure among hundreds must be visible.
  const hollow = failed === 0 ? 0 : Math.max((failed / checks) * height, 7)
  return { filled: height - hollow, hollow }
}

/** The day with the largest share of failed checks, the latest one of several; null when no check failed. */
export function worstOf(days: readonly StatusDay[]): StatusDay | null {
  const share = (day: StatusDay) => day.failed / Math.max(day.checks, 1)
  const bad = days.filter(({ failed }) => failed > 0)
  return bad.reduce<StatusDay | null>((worst, day) => (worst && share(worst) > share(day) ? worst : day), null)
}

/** Describes the bars of a part in a sentence. */
export function describe({ name, days }: Pick<StatusPart, 'name' | 'days'>): string {
  const share = uptime(days)
  if (share === null) return `${name}: not checked yet.`
  const bad = days.filter(({ failed }) => failed > 0)
  const list = bad.slice(-5).map((one) => `${writeDay(one.day, days.at(-1)?.day)} (${uptime([one])})`)
  const more = bad.length > 5 ? `, and on ${bad.length - 5} earlier ${bad.length === 6 ? 'day' : 'days'}` : ''
  return `${name}: ${share} of checks passed in 90 days${list.length > 0 ? `; failures on ${list.join(', ')}${more}` : ''}.`
}

/** A part of the shop with its bars of the last 90 days, today last. */
export function StatusBars({ part }: { part: StatusPart }) {
  const { name, ok, days } = part
  const worst = worstOf(days)
  return (
    <li className="status-part">
      <div className="status-head">
        <h2>{name}</h2>
        <span className={ok ? undefined : 'font-strong text-wrong'}>{ok ? 'Works' : 'Does not work'}</span>
      </div>
      <svg
        viewBox={`0 0 ${days.length * step - (step - width)} ${height + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={describe(part)}
      >
        {days.map((one, index) => {
          const { filled, hollow } = barOf(one)
          const x = index * step
          return (
            <g key={one.day}>
              {one.checks === 0 && <rect className="unknown" x={x} y={height - 1} width={width} height={2} />}
              {filled > 0 && <rect x={x} y={1 + hollow} width={width} height={filled} />}
              {hollow > 0 && <rect className="hollow" x={x + 1} y={2} width={width - 2} height={hollow - 2} />}
            </g>
          )
        })}
      </svg>
      <p className="status-scale">
        <span>90 days ago</span>
        <span>{uptime(days) ?? 'not checked yet'}</span>
        <span>Today</span>
      </p>
      {worst && (
        <p className="text-quiet text-small">
          Worst day: {writeDay(worst.day, days.at(-1)?.day)}, {uptime([worst])}
        </p>
      )}
    </li>
  )
}

/** The incidents of the last 90 days, newest first. */
export function StatusIncidents({ incidents }: { incidents: readonly Incident[] }) {
  if (incidents.length === 0) return <p className="text-quiet">None in the last 90 days.</p>
  return (
    <ul>
      {incidents.map(({ part, name, beganAt, endedAt }) => (
        <li key={`${part} ${beganAt}`} className="status-incident">
          <span className="font-strong">{name}</span>
          <span className="text-quiet">
            <OrderTime at={beganAt} />{' '}
            {endedAt ? (
              <>
                to <OrderTime at={endedAt} />, {lasted(beganAt, endedAt)}
              </>
            ) : (
              'to now: ongoing'
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function lasted(from: string, until: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(until) - Date.parse(from)) / 60_000))
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`
  return `${Math.round(minutes / 60)} hours`
}
