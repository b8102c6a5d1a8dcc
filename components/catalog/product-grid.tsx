import { ProductCard } from '#components/catalog/product-card.tsx'
import { PassingLight } from '#components/ui/passing-light.tsx'
import { gridSizes } from '#components/ui/sizes.ts'
import type { ProductCard as ProductCardData } from '#shop/catalog/types.ts'

type ProductGridProps = {
  products: readonly ProductCardData[]
  heading?: 'h2' | 'h3'
  /** the grid is visible first on its page */
  first?: boolean
  className?: string
}

/** Lamps in one to four columns. */
export function ProductGrid({ products, heading = 'h2', first = false, className = '' }: ProductGridProps) {
  return (
    <PassingLight>
      <ul className={`product-grid ${className}`}>
        {products.map((product, index) => (
          <li key={product.slug}>
            <ProductCard product={product} sizes={gridSizes} heading={heading} first={first && index === 0} />
          </li>
        ))}
      </ul>
    </PassingLight>
  )
}
