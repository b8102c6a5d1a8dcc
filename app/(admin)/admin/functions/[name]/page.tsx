import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import { callScheduleNow } from '#app/(admin)/admin/functions/actions.ts'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { FunctionCost } from '#components/admin/runs/cost.tsx'
import { FunctionFactList } from '#components/admin/runs/facts.tsx'
import { RunFilters } from '#components/admin/runs/filters.tsx'
import { RunList } from '#components/admin/runs/list.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { linkPages } from '#lib/place.ts'
import { costsOf } from '#shop/runs/cost.ts'
import { runPlace, runSearch, toRunFilter, writeRunAddress } from '#shop/runs/filter.ts'
import { listRuns, readOverview } from '#shop/runs/runs.ts'
import { findFacts, nextCall, scheduleOf } from '#shop/runs/schedules.ts'

export const metadata: Metadata = { title: 'Function' }

// Rendered for each request: see the layout.
export const instant = false

/** Of how many days the cost is shown; runs are kept for a month. */
const costDays = 30

export default async function FunctionPage({ params, searchParams }: PageProps<'/admin/functions/[name]'>) {
  const { db, role } = await staff()
  const facts = findFacts((await params).name)
  if (!facts) notFound()
  const parameters = await searchParams
  const { function: _function, ...search } = runSearch.parse(parameters)
  const page = runPlace.parse(parameters)
  const [{ runs, ...beside }, { functions }] = await Promise.all([
    listRuns(db, { ...toRunFilter(search), function: facts.name }, page),
    readOverview(db, costDays * 24),
  ])
  const summary = functions.find(({ name }) => name === facts.name)
  const schedule = scheduleOf(facts, env())
  const address = `/admin/functions/${facts.name}`
  const links = linkPages(page, beside, (place) => writeRunAddress(address, search, place))
  return (
    <>
      {!links.first && <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={5000} />}
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
      {summary && (
        <FunctionCost
          costs={costsOf(facts, summary)}
          runs={summary.runs}
          days={costDays}
          milliseconds={summary.runs > 0 ? Math.round(summary.ms / summary.runs) : 0}
          megabytes={facts.memory}
        />
      )}
      <section aria-labelledby="function-runs" className="admin-section">
        <h2 id="function-runs">Runs</h2>
        <RunFilters search={search} address={address} />
        {runs.length > 0 ? (
          <RunList runs={runs} caption={`Runs of ${facts.name}, the newest first`} />
        ) : (
          <p>No runs.</p>
        )}
        <Pages {...links} />
      </section>
    </>
  )
}
