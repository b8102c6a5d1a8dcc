import { describeFinish, photographsOf } from '#components/catalog/found-finish.ts'
import { Lamp } from '#components/catalog/lamp.tsx'
import { Swatches } from '#components/catalog/swatches.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { formatMoney } from '#lib/money.ts'
import type { Finish, ProductCard as ProductCardData } from '#shop/catalog/types.ts'

type ProductCardProps = {
  /** `finish` is the one that somebody searched for; the card then shows it */
  product: ProductCardData & { finish?: Finish | null }
  sizes: string
  /** visible first on its page */
  first?: boolean
  /** the heading level of the name */
  heading?: 'h2' | 'h3'
  /** false for a lamp whose page may not exist yet */
  prefetch?: 'auto' | false
}

/** A lamp in a list. The whole card is a link whose text is the lamp's name. */
export function ProductCard({
  product,
  sizes,
  first = false,
  heading: Heading = 'h2',
  prefetch = 'auto',
}: ProductCardProps) {
  const { slug, name, tagline, price, swatches, finish } = product
  const { off, on } = photographsOf(product)
  return (
    <article className="passing relative">
      <Lamp off={off} on={on} sizes={sizes} colour={swatches[0]?.hex} first={first} />
      <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4 sm:mt-3.5">
        <Heading className="font-strong">
          <PrefetchLink
            prefetch={prefetch}
            href={`/products/${slug}`}
            className="after:absolute after:inset-0 after:content-['']"
          >
            {name}
          </PrefetchLink>
        </Heading>
        <p className="tabular-nums">{formatMoney(finish?.price ?? price)}</p>
      </div>
      <div className="mt-0.5 flex justify-between gap-x-4 gap-y-2 max-sm:flex-col sm:items-center">
        <p className="text-small text-quiet">{finish ? describeFinish(finish) : tagline}</p>
        <Swatches swatches={swatches} />
      </div>
    </article>
  )
}
