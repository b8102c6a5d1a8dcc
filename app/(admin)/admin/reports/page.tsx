import type { Metadata } from 'next'
import '#app/(admin)/admin/reports/reports.css'
import { staff } from '#app/session.ts'
import { ReportList } from '#components/admin/report-list.tsx'
import { euro, formatMoney } from '#lib/money.ts'
import { writePeriod } from '#shop/report-words.ts'
import { listReports, type ReportEntry } from '#shop/reports.ts'

export const metadata: Metadata = { title: 'Reports' }

// Made for who asks, when they ask: see the layout.
export const instant = false

export default async function ReportsPage() {
  const { db } = await staff()
  const [days, weeks, months] = await Promise.all([
    listReports(db, 'day', 31),
    listReports(db, 'week', 13),
    listReports(db, 'month', 12),
  ])
  return (
    <>
      <h1>Reports</h1>
      <p className="pt-2 text-quiet">Made in the night, from the ledger, and mailed to the owner.</p>
      <ReportList
        id="reports-days"
        title="Days"
        reports={days.map(toLine)}
        empty="None yet. The first is made in the night after a day."
      />
      <ReportList
        id="reports-weeks"
        title="Weeks"
        reports={weeks.map(toLine)}
        empty="None yet. A week is added up when its Sunday is over."
      />
      <ReportList
        id="reports-months"
        title="Months"
        reports={months.map(toLine)}
        empty="None yet. A month is added up when its last day is over."
      />
    </>
  )
}

function toLine({ period, orders, revenue, refunded }: ReportEntry) {
  return {
    name: period.name,
    title: writePeriod(period),
    orders: orders.toLocaleString('en-GB'),
    revenue: formatMoney(euro(revenue)),
    refunded: formatMoney(euro(refunded)),
  }
}
