import type { Metadata } from 'next'
import '#app/(shop)/(browse)/status/status.css'
import { getStatus } from '#app/queries.ts'
import { StatusBars, StatusIncidents } from '#components/status/bars.tsx'
import { OrderTime } from '#components/ui/time.tsx'
import type { Status } from '#shop/health/types.ts'

export const metadata: Metadata = {
  title: 'Status',
  description: 'Whether the shop works now, and its uptime over the last 90 days.',
  alternates: { canonical: '/status' },
}

/** The public status page. Next prerenders it, and renders it again after every health check, at most once a minute. */
export default async function StatusPage() {
  const status = await getStatus()
  return (
    <article className="page grid gap-16 pt-6 md:pt-12">
      <div>
        <h1 className="text-title">Status</h1>
        <p className="mt-4 max-w-[38rem] text-lead text-quiet">{summary(status)}</p>
        {status.checkedAt && (
          <p className="mt-2 text-quiet text-small">
            Last check: <OrderTime at={status.checkedAt} />. Checked every {status.everyMinutes} minutes.
          </p>
        )}
        {status.pastEnd && (
          <p className="mt-2 text-quiet text-small">
            What is from before <OrderTime at={status.pastEnd} /> was generated with the demo.
          </p>
        )}
      </div>
      <ul className="status-parts">
        {status.parts.map((part) => (
          <StatusBars key={part.part} part={part} />
        ))}
      </ul>
      <section aria-labelledby="status-incidents">
        <h2 id="status-incidents" className="mb-4 text-heading">
          Incidents
        </h2>
        <StatusIncidents incidents={status.incidents} />
      </section>
    </article>
  )
}

function summary({ checkedAt, isSilent, everyMinutes, parts }: Status): string {
  if (checkedAt === null) return `Not checked yet. The first check runs within ${everyMinutes} minutes.`
  if (isSilent) return 'The checks have stopped. Below is the last known state.'
  const down = parts.filter(({ ok }) => !ok).map(({ name }) => name)
  if (down.length === 0) return 'Everything works.'
  return `Not everything works: ${down.join(', ')}. We have been notified.`
}
