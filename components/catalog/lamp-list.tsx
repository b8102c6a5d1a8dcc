import { CategoryLinks } from '#components/catalog/category-links.tsx'
import { FacetedList } from '#components/catalog/facets/faceted-list.tsx'
import { ListPages, type PageOfList, pageAddress } from '#components/catalog/list-pages.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import type { Chosen } from '#shop/catalog/facet-types.ts'
import type { Category, ProductCard } from '#shop/catalog/types.ts'

type LampListProps = {
  /** none where the page has a heading of its own */
  title?: string
  intro?: string
  products: readonly ProductCard[]
  categories: readonly Category[]
  /** the slug of the current category; null for all lamps, undefined for a list across categories */
  current: string | null | undefined
  pages: PageOfList
  /** what the list is about, such as its category */
  scope: Chosen
  /** the lamps of all pages */
  count: number
}

/** A page of a list of lamps. */
export function LampList({ title, intro, products, categories, current, pages, scope, count }: LampListProps) {
  return (
    <div className="page pt-6 md:pt-12">
      {title && (
        <>
          <h1 className="text-title">{title}</h1>
          <p className="mt-3 max-w-[38rem] text-lead text-quiet">{intro}</p>
        </>
      )}
      {current !== undefined && (
        <div className="mt-8 mb-4 md:mt-14 md:mb-7">
          <CategoryLinks categories={categories} current={current} />
        </div>
      )}
      <FacetedList scope={scope} path={pages.path} pagePath={pageAddress(pages.path, pages.page)} count={count}>
        <ProductGrid products={products} first />
        <ListPages {...pages} />
      </FacetedList>
    </div>
  )
}
