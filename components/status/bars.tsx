import { OrderTime } from '#components/ui/time.tsx'
import type { Incident, StatusDay, StatusPart } from '#shop/health/types.ts'
import { shop } from '#shop.config.ts'

const [step, width, height] = [10, 6, 34]

const day = new Intl.DateTimeFormat(shop.locale, { timeZone: 'UTC', day: 'numeric', month: 'long' })
const writeDay = (iso: string) => day.format(new Date(`${iso}T00:00:00Z`))

/** The share of checks that went well, in hundredths of a percent rounded down, so that 100 % means every one. */
export function uptime(days: readonly StatusDay[]): string | null {
  const checks = days.reduce((sum, one) => sum + one.checks, 0)
  if (checks === 0) return null
  const failed = days.reduce((sum, one) => sum + one.failed, 0)
  return `${Math.floor(((checks - failed) / checks) * 10_000) / 100} %`
}

/** Where a day's bar stands: filled from the ground for what went well, hollow above it for what did not. */
export function barOf({ checks, failed }: StatusDay): { filled: number; hollow: number } {
  if (checks === 0) return { filled: 0, hollow: 0 }
  // A single failure among hundreds must be seen.
  const hollow = failed === 0 ? 0 : Math.max((failed / checks) * height, 7)
  return { filled: height - hollow, hollow }
}

/** The day on which most of the checks failed, the last of them when there are several; null when none did. */
export function worstOf(days: readonly StatusDay[]): StatusDay | null {
  const share = (day: StatusDay) => day.failed / Math.max(day.checks, 1)
  const bad = days.filter(({ failed }) => failed > 0)
  return bad.reduce<StatusDay | null>((worst, day) => (worst && share(worst) > share(day) ? worst : day), null)
}

/** What a part's bars say, in words. */
export function describe({ name, days }: Pick<StatusPart, 'name' | 'days'>): string {
  const share = uptime(days)
  if (share === null) return `${name}: not looked at yet.`
  const bad = days.filter(({ failed }) => failed > 0)
  const list = bad.slice(-5).map((one) => `${writeDay(one.day)} (${uptime([one])})`)
  const more = bad.length > 5 ? `, and ${bad.length - 5} days before` : ''
  return `${name}: ${share} of the checks of ninety days went well${list.length > 0 ? `; not all on ${list.join(', ')}${more}` : ''}.`
}

/** A part of the shop over ninety days, the last one today. */
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
        <span>{uptime(days) ?? 'not looked at yet'}</span>
        <span>Today</span>
      </p>
      {worst && (
        <p className="text-quiet text-small">
          Worst on {writeDay(worst.day)}: {uptime([worst])}
        </p>
      )}
    </li>
  )
}

/** Times in which a part did not work, the newest first. */
export function StatusIncidents({ incidents }: { incidents: readonly Incident[] }) {
  if (incidents.length === 0) return <p className="text-quiet">None in ninety days.</p>
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
              'until now: not over yet'
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
