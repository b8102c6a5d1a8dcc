import { Lamp } from '#components/catalog/lamp.tsx'
import { Swatches } from '#components/catalog/swatches.tsx'
import { ReachLink } from '#components/ui/reach-link.tsx'
import { formatMoney } from '#lib/money.ts'
import type { ProductCard as ProductCardData } from '#shop/catalog/types.ts'

type ProductCardProps = {
  product: ProductCardData
  sizes: string
  /** seen first on its page */
  first?: boolean
  /** the level that fits under the page's headings */
  heading?: 'h2' | 'h3'
  /** nothing is fetched ahead for a lamp whose page may not be there yet */
  ahead?: 'auto' | false
}

/** A lamp in a list. The whole card is the link; its name is the lamp's. */
export function ProductCard({
  product,
  sizes,
  first = false,
  heading: Heading = 'h2',
  ahead = 'auto',
}: ProductCardProps) {
  const { slug, name, tagline, price, off, on, swatches } = product
  return (
    <article className="passing relative">
      <Lamp off={off} on={on} sizes={sizes} first={first} />
      <div className="mt-3.5 flex items-baseline justify-between gap-4">
        <Heading className="font-strong">
          <ReachLink
            ahead={ahead}
            href={`/products/${slug}`}
            className="after:absolute after:inset-0 after:content-['']"
          >
            {name}
          </ReachLink>
        </Heading>
        <p className="tabular-nums">{formatMoney(price)}</p>
      </div>
      <div className="mt-0.5 flex items-center justify-between gap-4">
        <p className="text-small text-quiet">{tagline}</p>
        <Swatches swatches={swatches} />
      </div>
    </article>
  )
}
