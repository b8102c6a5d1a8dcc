import { describeFinish, photographsOf } from '#components/catalog/found-finish.ts'
import { formatMoney } from '#lib/money.ts'
import type { FoundProduct, Photograph, SearchAnswer, SearchPlace } from '#shop/catalog/types.ts'

/** What the search box shows while somebody types. */
export type Suggestions = Readonly<{
  lamps: readonly LampSuggestion[]
  places: readonly { href: string; name: string; kind: SearchPlace['kind'] }[]
  /** true if the lamps are only near to what was asked */
  near: boolean
}>

export type LampSuggestion = Readonly<{
  href: string
  name: string
  note: string
  price: string
  /** addresses of a small photograph by day and at dusk */
  off: string | null
  on: string | null
}>

/** The number of lamps in a list of suggestions. */
export const mostSuggested = 6

export const noSuggestions: Suggestions = { lamps: [], places: [], near: false }

/** The width in pixels that a small photograph needs: 48 CSS pixels on a screen with three pixels for each. */
const smallWidth = 144

export function toSuggestions({ products, places, dropped, dearer }: SearchAnswer): Suggestions {
  return {
    lamps: products.map(toLamp),
    places: places.map(({ kind, slug, name }) => ({ kind, name, href: placeAddress({ kind, slug }) })),
    near: dropped.length > 0 || dearer,
  }
}

/** The address of a category or a collection. */
export function placeAddress({ kind, slug }: Pick<SearchPlace, 'kind' | 'slug'>): string {
  return kind === 'category' ? `/categories/${slug}` : `/collections/${slug}`
}

function toLamp(lamp: FoundProduct): LampSuggestion {
  const { slug, name, tagline, price, finish } = lamp
  const { off, on } = photographsOf(lamp)
  return {
    href: `/products/${slug}`,
    name,
    note: finish ? describeFinish(finish) : tagline,
    price: formatMoney(finish?.price ?? price),
    off: smallest(off),
    on: smallest(on),
  }
}

function smallest(photograph: Photograph | null): string | null {
  const sizes = photograph?.sizes.filter(({ format }) => format === 'webp').toSorted((a, b) => a.width - b.width) ?? []
  return (sizes.find(({ width }) => width >= smallWidth) ?? sizes.at(-1))?.url ?? null
}
