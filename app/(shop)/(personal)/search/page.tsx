import type { Metadata } from 'next'
import { readQuery } from '#app/(shop)/(personal)/search/query.ts'
import { type Results, readResults } from '#app/(shop)/(personal)/search/results.ts'
import { getCategories } from '#app/queries.ts'
import { CategoryIntros } from '#components/catalog/category-intros.tsx'
import { FacetForm } from '#components/catalog/facets/facet-form.tsx'
import { groupValues } from '#components/catalog/facets/groups.ts'
import { countLamps } from '#components/catalog/facets/words.ts'
import { ListPages } from '#components/catalog/list-pages.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { SearchBox } from '#components/catalog/search-box.tsx'
import { SearchHeading, SearchPlaces } from '#components/catalog/search-heading.tsx'

/** The empty search is a page to find; its answers are as many as there are words and choices. */
export async function generateMetadata({ searchParams }: PageProps<'/search'>): Promise<Metadata> {
  return {
    title: 'Search',
    description: 'Search all lamps by name, room, colour, material or price.',
    alternates: { canonical: '/search' },
    robots: { index: Object.keys(await searchParams).length === 0 },
  }
}

// The whole page at once: see the layout.
export const instant = false

export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const parameters = toParameters(await searchParams)
  const query = readQuery(parameters.get('q') ?? undefined)
  const results = await readResults(query, parameters)
  return (
    <div className="page pt-10 pb-24">
      <h1 className="pb-6 text-title">Search</h1>
      <SearchBox query={query} />
      <div className="min-h-[3em] max-w-[40rem] py-4 wrap-anywhere">
        {results?.answer && !results.narrowed && <SearchHeading query={query} answer={results.answer} />}
        {results?.found && (!results.answer || results.narrowed) && (
          <p role="status" className="text-quiet">
            {describeFound(query, results.found.count)}
          </p>
        )}
      </div>
      {results?.answer && !results.narrowed && <SearchPlaces places={results.answer.places} />}
      {results?.found && (
        <Found query={query} results={results} found={results.found} open={parameters.get('show') === 'filter'} />
      )}
      {!results?.found?.lamps.length && <CategoryIntros categories={await getCategories()} />}
    </div>
  )
}

type FoundProps = { query: string; results: Results; found: NonNullable<Results['found']>; open: boolean }

function Found({ query, results: { choice, page, pages, path }, found, open }: FoundProps) {
  const counts = found.values.map(({ count }) => count)
  const groups = groupValues(found.values, { counts, inList: counts, chosen: choice.chosen, scope: {} })
  return (
    <>
      <FacetForm groups={groups} sort={choice.sort} query={query} open={open} />
      <ProductGrid products={found.lamps} />
      <ListPages page={page} pages={pages} path={path} />
    </>
  )
}

function describeFound(query: string, count: number): string {
  const about = query && ` for “${query}”`
  return count === 0 ? `No lamp${about} has all of this. Choose less.` : `${countLamps(count)} found${about}.`
}

function toParameters(given: Awaited<PageProps<'/search'>['searchParams']>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  )
}
