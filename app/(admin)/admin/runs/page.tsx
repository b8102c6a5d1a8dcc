import type { Metadata } from 'next'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { RunFilters } from '#components/admin/runs/filters.tsx'
import { RunList } from '#components/admin/runs/list.tsx'
import { RunPages } from '#components/admin/runs/pages.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { runSearch, toRunFilter, writeRunAddress } from '#shop/runs/filter.ts'
import { listRuns } from '#shop/runs/runs.ts'

export const metadata: Metadata = { title: 'Runs' }

// Rendered for each request: see the layout.
export const instant = false

export default async function RunsPage({ searchParams }: PageProps<'/admin/runs'>) {
  const { db } = await staff()
  const search = runSearch.parse(await searchParams)
  const { runs, next } = await listRuns(db, toRunFilter(search), { before: search.before ?? null })
  return (
    <>
      {!search.before && <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={5000} />}
      <AdminHead back={['/admin/functions', 'Functions']} title="Runs" />
      <RunFilters search={search} address="/admin/runs" functions={functionFacts.map(({ name }) => name)} />
      {runs.length > 0 ? <RunList runs={runs} caption="Runs, the newest first" /> : <p>No runs match these filters.</p>}
      <RunPages
        older={next && writeRunAddress('/admin/runs', search, next)}
        newest={search.before ? writeRunAddress('/admin/runs', search) : null}
      />
    </>
  )
}
