import type { Metadata } from 'next'
import '#app/(admin)/admin/search/search.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { SearchForm, SearchResults } from '#components/admin/search/results.tsx'
import { adminQuery, searchAdmin } from '#shop/admin/search.ts'

export const metadata: Metadata = { title: 'Search' }

// Rendered for each request: see the layout.
export const instant = false

/** The search as a page: for a browser without JavaScript, and to see more than the palette shows. */
export default async function SearchPage({ searchParams }: PageProps<'/admin/search'>) {
  const { db, role } = await staff()
  const query = adminQuery.parse((await searchParams).q)
  const hits = await searchAdmin(db, query, 25)
  return (
    <>
      <AdminHead title="Search" />
      <SearchForm query={query} />
      {role === 'viewer' && <p className="admin-quiet">Viewers find no people, and no order by its customer.</p>}
      <SearchResults query={query} hits={hits} />
    </>
  )
}
