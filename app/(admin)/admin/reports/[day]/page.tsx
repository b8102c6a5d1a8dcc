import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/dashboard.css'
import '#app/(admin)/admin/reports/reports.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { ReportChart } from '#components/admin/reports/chart.tsx'
import { ReportLists, ReportParts, ReportSums } from '#components/admin/reports/tables.tsx'
import { findPastEnd, markGenerated } from '#shop/reports/past.ts'
import { findPeriod } from '#shop/reports/periods.ts'
import { compareReport, findReport } from '#shop/reports/reports.ts'
import { writePeriod, writeReport } from '#shop/reports/words.ts'
import { listRuns } from '#shop/runs/runs.ts'

// Rendered for each request: see the layout.
export const instant = false

type Props = PageProps<'/admin/reports/[day]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const period = findPeriod((await params).day)
  return { title: period ? writePeriod(period) : 'Report' }
}

/** The report of a day (2026-11-24), a week (2026-W48) or a month (2026-11). */
export default async function ReportPage({ params }: Props) {
  const { db } = await staff()
  const period = findPeriod((await params).day)
  const report = period && (await findReport(db, period))
  if (!period || !report) notFound()
  const written = writeReport(period, report.figures, await compareReport(db, period), report.currency)
  // A generated report has a job, and its runs only as long as any runs are kept.
  const [run] = (
    await listRuns(db, { function: 'make-sales-report', query: `.${period.kind}-${period.firstDay}` }, { most: 1 })
  ).runs
  const text = markGenerated(written, period, await findPastEnd(db))
  return (
    <>
      <AdminHead
        back={['/admin/reports', 'Reports']}
        title={text.title}
        action={
          <>
            <a href={`/admin/reports/${period.name}/csv`} className="admin-button" download>
              Download as CSV
            </a>
            <a href={`/admin/reports/${period.name}/pdf`} className="admin-button" download>
              Download as PDF
            </a>
          </>
        }
      >
        <p>{text.lead}</p>
        {run && (
          <p>
            <Link href={`/admin/traces/${run.trace}`} prefetch={false} className="link">
              What ran for it
            </Link>
          </p>
        )}
        <ul>
          {text.comparisons.map(({ label, text: words }) => (
            <li key={label} className="report-comparison">
              {label}: {words}.
            </li>
          ))}
        </ul>
      </AdminHead>
      <ReportSums sums={text.sums} />
      <section aria-labelledby="report-parts" className="admin-section">
        <h2 id="report-parts">{text.unit === 'hour' ? 'Hour by hour' : 'Day by day'}</h2>
        <ReportChart parts={report.figures.parts} currency={report.currency} text={text} />
        <p className="pt-2 text-quiet text-small">Filled bars: revenue. Outlined bars below the line: refunds.</p>
        <details className="pt-3">
          <summary className="cursor-pointer py-2">Show as a table</summary>
          <ReportParts parts={text.parts} unit={text.unit} />
        </details>
      </section>
      <ReportLists {...text} />
    </>
  )
}
