import { PassingLight } from '#components/passing-light.tsx'
import { ProductCard } from '#components/product-card.tsx'
import { gridSizes } from '#components/sizes.ts'
import type { ProductCard as ProductCardData } from '#shop/types.ts'

type ProductGridProps = {
  products: readonly ProductCardData[]
  heading?: 'h2' | 'h3'
  /** the grid is what its page is seen for first */
  first?: boolean
  className?: string
}

/** Lamps in one to four columns. One lights as you pass; nothing else moves. */
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
