import type { LampCard } from '#shop/assistant/cards.ts'
import type { Product } from '#shop/catalog/types.ts'

/** Makes a card of a lamp, with one photograph of it, lit, as wide as a phone shows it. */
export function toLampCard(lamp: Product, reason?: string): LampCard {
  const { slug, name, tagline, price, finishes } = lamp
  return {
    slug,
    name,
    tagline,
    price,
    photograph: pictureOf(lamp),
    finishes: finishes.map(({ id, slug: short, name: word, hex, stock }) => ({
      id,
      slug: short,
      name: word,
      hex,
      stock,
    })),
    ...(reason ? { reason } : {}),
  }
}

function pictureOf({ on, off }: Product): LampCard['photograph'] {
  const photograph = on ?? off
  const size = photograph?.sizes.find(({ format, width }) => format === 'webp' && width >= 320)
  return photograph && size ? { url: size.url, width: size.width, height: size.height, alt: photograph.alt } : null
}
