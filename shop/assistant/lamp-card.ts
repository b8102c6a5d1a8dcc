import type { CardPicture, LampCard } from '#shop/assistant/cards.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import { presetFinishes } from '#shop/assistant/search.ts'
import type { Photograph, Product } from '#shop/catalog/types.ts'

type Shown = { reason?: string; wish?: Pick<IntentInput<'find-lamps'>, 'finish' | 'without'> | undefined }

/**
 * Makes a card of a lamp, with one photograph of it and of each finish, lit, as wide as a phone shows it. The card begins with the
 * finish that the wish asks for: with its photograph, if it has one.
 */
export function toLampCard(whole: Product, { reason, wish = {} }: Shown = {}): LampCard {
  const lamp = presetFinishes(whole, wish)
  const { slug, name, tagline, finishes } = lamp
  const chosen = finishes.find(({ stock }) => stock > 0) ?? finishes[0]
  const main = (wish.finish ? chosen?.photograph : null) ?? lamp.on ?? lamp.off
  return {
    slug,
    name,
    tagline,
    price: chosen?.price ?? lamp.price,
    photograph: pictureOf(main),
    pictured: whole.finishes.find(({ photograph }) => photograph && photograph.id === main?.id)?.name ?? null,
    finishes: finishes.map(({ id, slug: short, name: word, hex, stock, photograph }) => ({
      id,
      slug: short,
      name: word,
      hex,
      stock,
      photograph: pictureOf(photograph),
    })),
    ...(reason ? { reason } : {}),
  }
}

function pictureOf(photograph: Photograph | null): CardPicture | null {
  const size = photograph?.sizes.find(({ format, width }) => format === 'webp' && width >= 320)
  return photograph && size ? { url: size.url, width: size.width, height: size.height, alt: photograph.alt } : null
}
