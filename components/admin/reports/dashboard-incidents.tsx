import { formatMoment } from '#components/admin/moment.ts'
import type { OpenIncident } from '#shop/health/types.ts'

/** The open incidents of the health check, with their reasons, which only staff see. */
export function DashboardIncidents({ incidents }: { incidents: readonly OpenIncident[] }) {
  if (incidents.length === 0) return null
  return (
    <section aria-labelledby="dashboard-incidents" className="admin-section">
      <h2 id="dashboard-incidents">Open incidents</h2>
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
