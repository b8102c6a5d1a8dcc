import type { Metadata } from 'next'
import Link from 'next/link'
import '#app/(admin)/admin/dashboard.css'
import '#app/(admin)/admin/orders/orders.css'
import { replayJob } from '#app/(admin)/admin/functions/actions.ts'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { DashboardDays, DashboardToday } from '#components/admin/reports/dashboard-days.tsx'
import { DashboardFindings } from '#components/admin/reports/dashboard-findings.tsx'
import { DashboardIncidents } from '#components/admin/reports/dashboard-incidents.tsx'
import { DashboardJobs } from '#components/admin/reports/dashboard-jobs.tsx'
import { DashboardPhotographs, DashboardStock } from '#components/admin/reports/dashboard-lists.tsx'
import { listOpenIncidents } from '#shop/health/status.ts'
import { getDashboard } from '#shop/reports/dashboard.ts'

export const metadata: Metadata = { title: 'Dashboard' }

// Rendered for each request: see the layout.
export const instant = false

export default async function DashboardPage() {
  const { db, role } = await staff()
  const [dashboard, incidents] = await Promise.all([getDashboard(db), listOpenIncidents(db)])
  const today = dashboard.days.at(-1)
  return (
    <>
      <AdminHead title="Dashboard" />
      {today && <DashboardToday today={today} needsAttention={dashboard.needsAttention} />}
      {dashboard.needsAttention > 0 && (
        <p className="pt-4">
          <Link href="/admin/orders?status=attention" prefetch={false} className="link">
            See the orders that need attention
          </Link>
        </p>
      )}
      <DashboardIncidents incidents={incidents} />
      <DashboardFindings findings={dashboard.findings} />
      <DashboardDays days={dashboard.days} />
      <DashboardJobs
        jobs={dashboard.jobs}
        waiting={dashboard.jobsWaiting}
        replay={replayJob}
        mayEdit={role !== 'viewer'}
      />
      <div className="dashboard-columns">
        <DashboardStock lamps={dashboard.lowStock} />
        <DashboardPhotographs photographs={dashboard.failedPhotographs} />
      </div>
    </>
  )
}
