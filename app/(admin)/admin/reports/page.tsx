import type { Metadata } from 'next'
import '#app/(admin)/admin/reports/reports.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { ReportCleanUps } from '#components/admin/reports/clean-ups.tsx'
import { ReportList } from '#components/admin/reports/list.tsx'
import { StockReportSection } from '#components/admin/reports/stock.tsx'
import { formatMoney } from '#lib/money.ts'
import { listCleanUps, writeCleanUp } from '#shop/health/clean-up.ts'
import { toPeriod } from '#shop/reports/periods.ts'
import { listReports, type ReportEntry } from '#shop/reports/reports.ts'
import { findStockReport, writeCounted, writeQuantity, writeReason } from '#shop/reports/stock.ts'
import type { StockLine } from '#shop/reports/types.ts'
import { writePeriod } from '#shop/reports/words.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = { title: 'Reports' }

// Rendered for each request: see the layout.
export const instant = false

export default async function ReportsPage() {
  const { db } = await staff()
  const [days, weeks, months, years, stock, cleanUps] = await Promise.all([
    listReports(db, 'day', 31),
    listReports(db, 'week', 13),
    listReports(db, 'month', 12),
    listReports(db, 'year', 5),
    findStockReport(db),
    listCleanUps(db, 5),
  ])
  return (
    <>
      <AdminHead title="Reports">
        <p>Made every night from the ledger, and mailed to the owner.</p>
      </AdminHead>
      <StockReportSection
        made={stock && { day: writeDay(stock.day), counted: writeCounted(stock) }}
        lines={(stock?.lines ?? []).map(toReorder)}
      />
      <ReportList
        id="reports-days"
        title="Days"
        reports={days.map(toLine)}
        empty="None yet. The first report is made tonight."
      />
      <ReportList
        id="reports-weeks"
        title="Weeks"
        reports={weeks.map(toLine)}
        empty="None yet. The report of a week is made after its Sunday."
      />
      <ReportList
        id="reports-months"
        title="Months"
        reports={months.map(toLine)}
        empty="None yet. The report of a month is made after its last day."
      />
      <ReportList
        id="reports-years"
        title="Years"
        reports={years.map(toLine)}
        empty="None yet. The report of a year is made after its last day."
      />
      <ReportCleanUps
        cleanUps={cleanUps.map(({ day, removed }) => ({ day, title: writeDay(day), text: writeCleanUp(removed) }))}
      />
    </>
  )
}

const writeDay = (day: string) => writePeriod(toPeriod('day', day))

function toReorder(line: StockLine) {
  return {
    id: line.variantId,
    productId: line.productId,
    name: `${line.name}, ${line.finish}`,
    reason: writeReason(line),
    quantity: writeQuantity(line),
  }
}

function toLine({ period, orders, revenue, refunded }: ReportEntry) {
  return {
    name: period.name,
    title: writePeriod(period),
    orders: orders.toLocaleString(shop.locale),
    revenue: formatMoney(revenue),
    refunded: formatMoney(refunded),
  }
}
