import Link from 'next/link'
import { formatMoment } from '#components/admin/moment.ts'
import type { Finding } from '#shop/health/types.ts'

/** How many violations of one invariant are listed. */
const named = 5

/** The findings of the nightly check, by invariant. Renders nothing when there are none. */
export function DashboardFindings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="dashboard-findings" className="admin-section">
      <h2 id="dashboard-findings">Failed checks</h2>
      <p className="pb-3 text-quiet">Found by the nightly check. An entry disappears when a later check passes.</p>
      <ul>
        {[...Map.groupBy(findings, ({ invariant }) => invariant)].map(([invariant, found]) => (
          <li key={invariant} className="border-line border-t py-2">
            <span className="font-strong text-wrong">{invariant}:</span> {found[0]?.promise}.
            <ul className="flex flex-wrap gap-x-4 pt-1 text-quiet text-small">
              <li>Violated since {formatMoment(found[0]?.foundAt ?? '')} by</li>
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
