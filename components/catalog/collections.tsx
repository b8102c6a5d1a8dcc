import { Paint } from '#components/catalog/paint.tsx'
import { PassingLight } from '#components/ui/passing-light.tsx'
import type { Collection, ProductCard } from '#shop/catalog/types.ts'

type CollectionsProps = {
  collections: readonly Collection[]
  products: readonly ProductCard[]
  heading?: 'h2' | 'h3'
}

/** The collections as a paint chart. */
export function Collections({ collections, products, heading = 'h3' }: CollectionsProps) {
  return (
    <PassingLight>
      <ul className="paints">
        {collections.map((collection) => (
          <Paint
            key={collection.slug}
            as="li"
            collection={collection}
            products={products.filter(({ collectionSlug }) => collectionSlug === collection.slug)}
            heading={heading}
          />
        ))}
      </ul>
    </PassingLight>
  )
}
