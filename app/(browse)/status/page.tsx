import type { Metadata } from 'next'
import '#app/(browse)/status/status.css'
import { getStatus } from '#app/queries.ts'
import { StatusBars, StatusIncidents } from '#components/status/bars.tsx'
import { OrderTime } from '#components/ui/time.tsx'
import type { Status } from '#shop/health/types.ts'

export const metadata: Metadata = {
  title: 'Status',
  description: 'Whether the shop works, and how it did over the last ninety days.',
  alternates: { canonical: '/status' },
}

/** How the shop is, for everybody. A file like its neighbours: made again after every check, and at most once a minute. */
export default async function StatusPage() {
  const status = await getStatus()
  return (
    <article className="page grid gap-16 pt-6 md:pt-12">
      <div>
        <h1 className="text-title">Status</h1>
        <p className="mt-4 max-w-[38rem] text-lead text-quiet">{summary(status)}</p>
        {status.checkedAt && (
          <p className="mt-2 text-quiet text-small">
            Last looked at <OrderTime at={status.checkedAt} />. Somebody looks every {status.everyMinutes} minutes.
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
  if (checkedAt === null) return `Nobody has looked yet. The first check comes within ${everyMinutes} minutes.`
  if (isSilent) return 'The checks themselves have stopped, so what follows is how it was.'
  const down = parts.filter(({ ok }) => !ok).map(({ name }) => name)
  if (down.length === 0) return 'Everything works.'
  return `Not everything works: ${down.join(', ')}. Whoever keeps the shop knows.`
}
