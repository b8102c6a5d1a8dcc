import type { CSSProperties } from 'react'
import { Lamp } from '#components/catalog/lamp.tsx'
import { readableOn } from '#components/ui/colour.ts'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { collectionSizes } from '#components/ui/sizes.ts'
import { distanceFrom } from '#components/ui/wall.ts'
import type { Collection, ProductCard } from '#shop/catalog/types.ts'

type PaintProps = {
  as: 'li' | 'section' | 'header'
  collection: Collection
  /** lamps of the collection: it shows the one whose photograph is nearest to its colour */
  products: readonly ProductCard[]
  heading: 'h1' | 'h2' | 'h3'
  /** stands above the name, such as "Next collection" */
  above?: string
}

/** A collection in the colour of its wall, beside one of its lamps. On its own page, under `h1`, it is no link. */
export function Paint({ as: Box, collection, products, heading: Heading, above }: PaintProps) {
  const { slug, name, intro, hex } = collection
  const lamp = nearestTo(hex, products)
  const isOwn = Heading === 'h1'
  return (
    <Box
      className={`paint ${Box === 'li' ? '' : 'alone'} ${isOwn ? '' : 'passing'}`}
      style={{ '--paint': hex, '--on-paint': readableOn(hex) } as CSSProperties}
    >
      <Lamp off={lamp?.off ?? null} on={lamp?.on ?? null} sizes={collectionSizes} first={isOwn} />
      <div className={`flex flex-col p-5 ${Box === 'li' ? 'md:p-8' : 'md:px-10 md:py-12'}`}>
        {above && <p className="mb-2 text-small">{above}</p>}
        <Heading className={isOwn ? 'text-title max-sm:text-[1.75rem]' : 'text-heading'}>
          {isOwn ? (
            name
          ) : (
            <PrefetchLink href={`/collections/${slug}`} className="after:absolute after:inset-0 after:content-['']">
              {name}
            </PrefetchLink>
          )}
        </Heading>
        <p className={`mt-auto max-w-[26rem] pt-6 ${isOwn ? 'text-lead' : ''}`}>{intro}</p>
      </div>
    </Box>
  )
}

function nearestTo(hex: string, products: readonly ProductCard[]): ProductCard | undefined {
  return products.toSorted((a, b) => distanceFrom(hex, a.off) - distanceFrom(hex, b.off))[0]
}
