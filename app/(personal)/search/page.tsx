import type { Metadata } from 'next'
import Link from 'next/link'
import { readQuery } from '#app/(personal)/search/query.ts'
import { getCategories, getSearchResults } from '#app/queries.ts'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { SearchBox } from '#components/catalog/search-box.tsx'

export const metadata: Metadata = { title: 'Search' }

// The whole page at once: see the layout.
export const instant = false

export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const query = readQuery((await searchParams).q)
  const products = query ? await getSearchResults(query.toLowerCase()) : []
  return (
    <div className="page pt-10 pb-24">
      <h1 className="pb-6 text-title">Search</h1>
      <SearchBox query={query} />
      <p role="status" className="min-h-[3em] max-w-[40rem] py-4 text-quiet wrap-anywhere">
        {query && describe(products.length, query)}
      </p>
      {products.length > 0 ? <ProductGrid products={products} /> : <Suggestions />}
    </div>
  )
}

function describe(count: number, query: string): string {
  if (count === 0) return `No lamps found for “${query}”. Try a shorter word, or choose a category.`
  return `${count === 1 ? 'One lamp' : `${count} lamps`} found for “${query}”.`
}

async function Suggestions() {
  const categories = await getCategories()
  return (
    <ul className="max-w-[40rem]">
      {categories.map(({ slug, name, intro }) => (
        <li key={slug} className="border-line border-t py-4">
          <Link href={`/categories/${slug}`} className="link">
            {name}
          </Link>
          <span className="block text-quiet text-small">{intro}</span>
        </li>
      ))}
    </ul>
  )
}
