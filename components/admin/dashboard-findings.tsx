import Link from 'next/link'
import { formatMoment } from '#components/admin/moment.ts'
import type { Finding } from '#shop/desk-types.ts'

/** What the nightly check found. There is nothing to see when everything holds. */
export function DashboardFindings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="dashboard-findings" className="desk-section">
      <h2 id="dashboard-findings">What does not hold</h2>
      <p className="pb-3 text-quiet">
        The nightly check found this. It goes from here when a later check finds it mended.
      </p>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id} className="border-line border-t py-2">
            <span className="font-strong text-wrong">{finding.invariant}:</span> {finding.promise}.
            <span className="block text-quiet text-small">
              Not so for <Subject finding={finding} />, found {formatMoment(finding.foundAt)}
            </span>
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
