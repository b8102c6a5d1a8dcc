import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import { callScheduleNow } from '#app/(admin)/admin/functions/actions.ts'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { FunctionFactList } from '#components/admin/runs/facts.tsx'
import { RunFilters } from '#components/admin/runs/filters.tsx'
import { RunList } from '#components/admin/runs/list.tsx'
import { RunPages } from '#components/admin/runs/pages.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { runSearch, toRunFilter, writeCursor } from '#shop/runs/filter.ts'
import { listRuns } from '#shop/runs/runs.ts'
import { findFacts, nextCall, scheduleOf } from '#shop/runs/schedules.ts'

export const metadata: Metadata = { title: 'Function' }

// Rendered for each request: see the layout.
export const instant = false

export default async function FunctionPage({ params, searchParams }: PageProps<'/admin/functions/[name]'>) {
  const { db, role } = await staff()
  const facts = findFacts((await params).name)
  if (!facts) notFound()
  const parameters = await searchParams
  const { function: _function, ...search } = runSearch.parse(parameters)
  const { runs, next } = await listRuns(
    db,
    { ...toRunFilter(search), function: facts.name },
    { before: search.before ?? null },
  )
  const schedule = scheduleOf(facts, env())
  const address = `/admin/functions/${facts.name}`
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' && value ? [[name, value]] : [])),
  )
  const older = next && `${address}?${new URLSearchParams([...query, ['before', writeCursor(next)]])}`
  return (
    <>
      {!search.before && <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={5000} />}
      <AdminHead
        back={['/admin/functions', 'Functions']}
        title={facts.name}
        action={
          schedule && (
            <ActionPanel
              name="Run now"
              action={callScheduleNow}
              values={{ name: facts.name }}
              disabled={role === 'viewer'}
            />
          )
        }
      >
        <p>{facts.about}</p>
      </AdminHead>
      <FunctionFactList
        facts={facts}
        schedule={schedule}
        nextAt={nextCall(schedule, new Date())?.toISOString() ?? null}
      />
      <section aria-labelledby="function-runs" className="admin-section">
        <h2 id="function-runs">Runs</h2>
        <RunFilters search={search} address={address} />
        {runs.length > 0 ? (
          <RunList runs={runs} caption={`Runs of ${facts.name}, the newest first`} />
        ) : (
          <p>No runs.</p>
        )}
        <RunPages older={older} newest={search.before ? `${address}?${query}` : null} />
      </section>
    </>
  )
}
