import Link from 'next/link'
import { formatMoment } from '#components/admin/moment.ts'
import type { Finding } from '#shop/health/types.ts'

/** How many subjects of one promise are named. */
const named = 5

/** What the nightly check found, by what was promised. There is nothing to see when everything holds. */
export function DashboardFindings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="dashboard-findings" className="admin-section">
      <h2 id="dashboard-findings">What does not hold</h2>
      <p className="pb-3 text-quiet">
        The nightly check found this. It goes from here when a later check finds it mended.
      </p>
      <ul>
        {[...Map.groupBy(findings, ({ invariant }) => invariant)].map(([invariant, found]) => (
          <li key={invariant} className="border-line border-t py-2">
            <span className="font-strong text-wrong">{invariant}:</span> {found[0]?.promise}.
            <ul className="flex flex-wrap gap-x-4 pt-1 text-quiet text-small">
              <li>Not so, since {formatMoment(found[0]?.foundAt ?? '')}, for</li>
              {found.slice(0, named).map((finding) => (
                <li key={finding.id}>
                  <Subject finding={finding} />
                </li>
              ))}
              {found.length > named && <li>and {found.length - named} more</li>}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Subject({ finding: { orderId, orderNumber, detail } }: { finding: Finding }) {
  if (!orderId) return <code className="break-all">{detail}</code>
  return (
    <Link href={`/admin/orders/${orderId}`} className="link">
      order {orderNumber}
    </Link>
  )
}
