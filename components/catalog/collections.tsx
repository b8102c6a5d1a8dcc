import type { CSSProperties } from 'react'
import { Lamp } from '#components/catalog/lamp.tsx'
import { readableOn } from '#components/ui/colour.ts'
import { PassingLight } from '#components/ui/passing-light.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { collectionSizes } from '#components/ui/sizes.ts'
import { distanceFrom } from '#components/ui/wall.ts'
import type { Collection, ProductCard } from '#shop/catalog/types.ts'

type CollectionsProps = { collections: readonly Collection[]; products: readonly ProductCard[] }

/** The collections as a paint chart: each in its colour, beside the lamp whose photograph is nearest to that colour. */
export function Collections({ collections, products }: CollectionsProps) {
  return (
    <PassingLight>
      <ul className="paints">
        {collections.map(({ slug, name, intro, hex }) => {
          const lamp = nearestTo(
            hex,
            products.filter(({ collectionSlug }) => collectionSlug === slug),
          )
          return (
            <li
              key={slug}
              className="paint passing"
              style={{ '--paint': hex, '--on-paint': readableOn(hex) } as CSSProperties}
            >
              <Lamp off={lamp?.off ?? null} on={lamp?.on ?? null} sizes={collectionSizes} />
              <div className="flex flex-col p-5 md:p-8">
                <h3 className="text-heading">
                  <PrefetchLink
                    href={`/collections/${slug}`}
                    className="after:absolute after:inset-0 after:content-['']"
                  >
                    {name}
                  </PrefetchLink>
                </h3>
                <p className="mt-auto max-w-[22rem] pt-6">{intro}</p>
              </div>
            </li>
          )
        })}
      </ul>
    </PassingLight>
  )
}

function nearestTo(hex: string, products: readonly ProductCard[]): ProductCard | undefined {
  return products.toSorted((a, b) => distanceFrom(hex, a.off) - distanceFrom(hex, b.off))[0]
}
