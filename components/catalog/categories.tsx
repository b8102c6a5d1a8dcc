import { Lamp } from '#components/catalog/lamp.tsx'
import { PassingLight } from '#components/ui/passing-light.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { tileSizes } from '#components/ui/sizes.ts'
import type { Category, ProductCard } from '#shop/catalog/types.ts'

type CategoriesProps = { categories: readonly Category[]; products: readonly ProductCard[] }

/** The categories, each with one of its lamps. */
export function Categories({ categories, products }: CategoriesProps) {
  return (
    <PassingLight>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-9 sm:grid-cols-3 sm:gap-x-6 md:grid-cols-6">
        {categories.map(({ slug, name, intro }) => {
          const lamp = representative(products, slug)
          return (
            <li key={slug} className="passing relative">
              <Lamp off={lamp?.off ?? null} on={lamp?.on ?? null} sizes={tileSizes} />
              <h3 className="mt-3 font-strong">
                <PrefetchLink href={`/categories/${slug}`} className="after:absolute after:inset-0 after:content-['']">
                  {name}
                </PrefetchLink>
              </h3>
              <p className="text-small text-quiet">{intro}</p>
            </li>
          )
        })}
      </ul>
    </PassingLight>
  )
}

/** Picks the last lamp of a category, because the ledge shows the first ones. */
function representative(products: readonly ProductCard[], slug: string) {
  return products.findLast(({ categorySlug }) => categorySlug === slug)
}
