import { DashboardChart, writeDay } from '#components/admin/reports/dashboard-chart.tsx'
import { formatMoney } from '#lib/money.ts'
import type { Day } from '#shop/reports/dashboard-types.ts'

/** The numbers of today. */
export function DashboardToday({ today, needsAttention }: { today: Day; needsAttention: number }) {
  return (
    <dl className="dashboard-today">
      <Figure name="Orders today" value={String(today.orders)} />
      <Figure name="Revenue today" value={formatMoney(today.revenue)} />
      <Figure name="Refunded today" value={formatMoney(today.refunds)} />
      <Figure name="Orders that need attention" value={String(needsAttention)} wrong={needsAttention > 0} />
    </dl>
  )
}

function Figure({ name, value, wrong = false }: { name: string; value: string; wrong?: boolean }) {
  return (
    <div>
      <dt className="text-quiet text-small">{name}</dt>
      <dd className={wrong ? 'text-wrong' : undefined}>{value}</dd>
    </div>
  )
}

/** The last 30 days as a chart and as a table. */
export function DashboardDays({ days }: { days: readonly Day[] }) {
  return (
    <section aria-labelledby="dashboard-days" className="admin-section">
      <h2 id="dashboard-days">Last 30 days</h2>
      <DashboardChart days={days} />
      <details className="pt-3">
        <summary className="cursor-pointer py-2">Show as a table</summary>
        <table className="admin-table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="number">
                Orders
              </th>
              <th scope="col" className="number">
                Revenue
              </th>
              <th scope="col" className="number">
                Refunded
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row">{writeDay(day.day)}</th>
                <td className="number" data-label="Orders">
                  {day.orders}
                </td>
                <td className="number" data-label="Revenue">
                  {formatMoney(day.revenue)}
                </td>
                <td className="number" data-label="Refunded">
                  {formatMoney(day.refunds)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
