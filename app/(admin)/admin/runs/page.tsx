import type { Metadata } from 'next'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { RunFilters } from '#components/admin/runs/filters.tsx'
import { RunList } from '#components/admin/runs/list.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { linkPages } from '#lib/place.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { runPlace, runSearch, toRunFilter, writeRunAddress } from '#shop/runs/filter.ts'
import { listRuns } from '#shop/runs/runs.ts'

export const metadata: Metadata = { title: 'Runs' }

// Rendered for each request: see the layout.
export const instant = false

export default async function RunsPage({ searchParams }: PageProps<'/admin/runs'>) {
  const { db } = await staff()
  const parameters = await searchParams
  const [search, page] = [runSearch.parse(parameters), runPlace.parse(parameters)]
  const { runs, ...beside } = await listRuns(db, toRunFilter(search), page)
  const links = linkPages(page, beside, (place) => writeRunAddress('/admin/runs', search, place))
  return (
    <>
      {!links.first && <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={5000} />}
      <AdminHead back={['/admin/functions', 'Functions']} title="Runs" />
      <RunFilters search={search} address="/admin/runs" functions={functionFacts.map(({ name }) => name)} />
      {runs.length > 0 ? <RunList runs={runs} caption="Runs, the newest first" /> : <p>No runs match these filters.</p>}
      <Pages {...links} />
    </>
  )
}
