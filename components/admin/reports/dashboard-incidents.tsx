import { formatMoment } from '#components/admin/moment.ts'
import type { OpenIncident } from '#shop/health/types.ts'

/** What the health check finds wrong now, with its reason, which only staff see. */
export function DashboardIncidents({ incidents }: { incidents: readonly OpenIncident[] }) {
  if (incidents.length === 0) return null
  return (
    <section aria-labelledby="dashboard-incidents" className="admin-section">
      <h2 id="dashboard-incidents">What needs a person</h2>
      <ul>
        {incidents.map(({ part, name, note, beganAt }) => (
          <li key={part} className="border-line border-t py-2">
            <span className="font-strong text-wrong">{name}:</span> {note}
            <span className="text-quiet text-small"> since {formatMoment(beganAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
