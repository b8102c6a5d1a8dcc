import { CategoryLinks } from '#components/catalog/category-links.tsx'
import { ListPages, type PageOfList } from '#components/catalog/list-pages.tsx'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import type { Category, ProductCard } from '#shop/catalog/types.ts'

type LampListProps = {
  title: string
  intro: string
  products: readonly ProductCard[]
  categories: readonly Category[]
  /** the slug of the current category; null for all lamps, undefined for a list across categories */
  current: string | null | undefined
  pages: PageOfList
}

/** A page of a list of lamps. */
export function LampList({ title, intro, products, categories, current, pages }: LampListProps) {
  return (
    <div className="page pt-6 md:pt-12">
      <h1 className="text-title">{title}</h1>
      <p className="mt-3 max-w-[38rem] text-lead text-quiet">{intro}</p>
      <div className="mt-8 mb-6 md:mt-14 md:mb-8">
        <CategoryLinks categories={categories} current={current} />
      </div>
      <ProductGrid products={products} first />
      <ListPages {...pages} />
    </div>
  )
}
