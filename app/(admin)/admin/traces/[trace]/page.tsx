import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import '#app/(admin)/admin/traces/traces.css'
import { replayJob, runAgain } from '#app/(admin)/admin/functions/actions.ts'
import { staff } from '#app/session.ts'
import { GeneratedBadge } from '#components/admin/badge.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { layOut } from '#components/admin/runs/lay-out.ts'
import { TraceJobs } from '#components/admin/runs/trace-jobs.tsx'
import { Waterfall } from '#components/admin/runs/waterfall.tsx'
import { writeDuration } from '#components/admin/runs/words.ts'
import { OrderNumber } from '#components/orders/number.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { findPastEnd } from '#shop/reports/past.ts'
import { findTrace } from '#shop/runs/runs.ts'
import type { Trace } from '#shop/runs/types.ts'

export const metadata: Metadata = { title: 'Trace' }

// Rendered for each request: see the layout.
export const instant = false

export default async function TracePage({ params }: PageProps<'/admin/traces/[trace]'>) {
  const { db, role } = await staff()
  const { trace: id } = await params
  const [trace, pastEnd] = await Promise.all([/^[0-9a-f]{32}$/.test(id) ? findTrace(db, id) : null, findPastEnd(db)])
  if (!trace) notFound()
  const isGenerated =
    pastEnd !== null && trace.runs.some(({ startedAt }) => Date.parse(startedAt) < Date.parse(pastEnd))
  const groups = layOut(trace, Date.now())
  const mayEdit = role !== 'viewer'
  return (
    <>
      {isOpen(trace) && <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={3000} />}
      <AdminHead
        back={['/admin/runs', 'Runs']}
        title={
          <span className="trace-title">
            Trace <code>{trace.trace}</code>
          </span>
        }
      >
        <p>
          <Subject trace={trace} /> {isGenerated && <GeneratedBadge />}
        </p>
        <p>{sumUp(trace, groups)}</p>
      </AdminHead>
      {groups.length > 0 ? <Waterfall groups={groups} /> : <p>Nothing has run yet.</p>}
      {trace.isCut && <p className="pt-3 text-quiet">There are more spans than are shown.</p>}
      {trace.jobs.length > 0 && (
        <section aria-labelledby="trace-jobs" className="admin-section">
          <h2 id="trace-jobs">Jobs</h2>
          <TraceJobs
            jobs={trace.jobs}
            actions={({ key, status }) =>
              status === 'done' ? (
                <ActionPanel name="Run again" action={runAgain} values={{ key }} disabled={!mayEdit || isGenerated} />
              ) : (
                status === 'failed' && (
                  <ActionPanel name="Replay" action={replayJob} values={{ key }} disabled={!mayEdit} />
                )
              )
            }
          />
        </section>
      )}
    </>
  )
}

const isOpen = ({ jobs, runs }: Trace) =>
  jobs.some(({ status }) => status === 'waiting' || status === 'running') ||
  runs.some(({ state }) => state === 'running')

/** What the trace is about, with a link to it. */
function Subject({ trace: { order, photograph, report, runs } }: { trace: Trace }) {
  if (order)
    return (
      <Link href={`/admin/orders/${order.id}`} className="link">
        Order <OrderNumber number={order.number} />
      </Link>
    )
  if (photograph)
    return (
      <Link
        href={photograph.productId ? `/admin/products/${photograph.productId}` : '/admin/photographs'}
        className="link"
      >
        A photograph
      </Link>
    )
  if (report)
    return (
      <Link href={`/admin/reports/${report.firstDay}?kind=${report.kind}`} className="link">
        The report of {report.firstDay}
      </Link>
    )
  return runs[0] ? `A call of ${runs[0].function}` : 'A visit'
}

function sumUp({ runs, spans }: Trace, groups: ReturnType<typeof layOut>): string {
  const work = groups.reduce((sum, { begins, ends }) => sum + ends - begins, 0)
  const [first, last] = [groups[0]?.begins ?? 0, groups.at(-1)?.ends ?? 0]
  const cold = runs.filter((run) => run.cold).length
  const retries = runs.filter(({ attempt }) => (attempt ?? 1) > 1).length
  const failed = runs.filter(({ state }) => state === 'failed' || state === 'killed').length
  return [
    runs.length === 1 ? 'One run' : `${runs.length} runs`,
    `${spans.length} spans`,
    `${writeDuration(work)} of work in ${writeDuration(last - first)}`,
    cold === 1 ? 'one cold start' : `${cold} cold starts`,
    ...(retries > 0 ? [retries === 1 ? 'one retry' : `${retries} retries`] : []),
    ...(failed > 0 ? [`${failed} failed or killed`] : []),
  ].join(', ')
}
