import type { Metadata } from 'next'
import { readQuery } from '#app/(shop)/(personal)/search/query.ts'
import { getCategories, getSearchAnswer } from '#app/queries.ts'
import { CategoryIntros } from '#components/catalog/category-intros.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { SearchBox } from '#components/catalog/search-box.tsx'
import { SearchHeading, SearchPlaces } from '#components/catalog/search-heading.tsx'

export const metadata: Metadata = { title: 'Search' }

// The whole page at once: see the layout.
export const instant = false

export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const query = readQuery((await searchParams).q)
  const answer = query ? await getSearchAnswer(query.toLowerCase()) : null
  return (
    <div className="page pt-10 pb-24">
      <h1 className="pb-6 text-title">Search</h1>
      <SearchBox query={query} />
      <div className="min-h-[3em] max-w-[40rem] py-4 wrap-anywhere">
        {answer && <SearchHeading query={query} answer={answer} />}
      </div>
      {answer && <SearchPlaces places={answer.places} />}
      {answer && answer.products.length > 0 && <ProductGrid products={answer.products} />}
      {!answer?.products.length && <CategoryIntros categories={await getCategories()} />}
    </div>
  )
}
