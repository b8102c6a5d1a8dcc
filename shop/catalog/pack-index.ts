import type { SearchIndex } from '#shop/catalog/search-types.ts'
import type { Finish, Photograph, ProductCard } from '#shop/catalog/types.ts'

/** A lamp with what the database finds it by. */
export type LampToIndex = Readonly<{
  card: ProductCard
  sku: string
  finishes: readonly (Finish & { hues: string })[]
  /** words with their weights, `porch:A brass:BD2` */
  text: string
  marks: string
}>

type Known = Readonly<{
  words: readonly (readonly [said: string, theme: string, means: string, near: string | null])[]
  lexicon: readonly string[]
  categories: SearchIndex['categories']
  collections: SearchIndex['collections']
}>

/** Packs an index: see SearchIndex. */
export function packIndex({ words, lexicon, ...places }: Known, lamps: readonly LampToIndex[]): SearchIndex {
  const vocabulary = [...new Set(lamps.flatMap(({ text }) => readText(text).map(([word]) => word)))].toSorted()
  const placeOf = new Map(vocabulary.map((word, place) => [word, place]))
  const finishes = lamps.flatMap((lamp) => lamp.finishes.map((finish) => ({ lamp, finish })))
  const addresses = [
    ...lamps.flatMap(({ card }) => [smallest(card.off), smallest(card.on)]),
    ...finishes.map(({ finish }) => smallest(finish.photograph)),
  ]
  const photographs = commonBeginning(addresses.filter(Boolean))
  const short = (photograph: Photograph | null) => smallest(photograph).slice(photographs.length)
  return {
    ...places,
    words: groupWords(words),
    lexicon: lexicon.join(' '),
    vocabulary: vocabulary.join(' '),
    currency: lamps[0]?.card.price.currency ?? '',
    photographs,
    lamps: {
      names: lines(lamps, ({ card }) => card.name),
      slugs: lines(lamps, ({ card }) => shortSlug(card)),
      taglines: lines(lamps, ({ card }) => card.tagline),
      skus: lines(lamps, ({ sku }) => sku),
      amounts: lamps.map(({ card }) => card.price.amount),
      off: lines(lamps, ({ card }) => short(card.off)),
      on: lines(lamps, ({ card }) => short(card.on)),
      texts: lamps.map(({ text }) => packText(text, placeOf)),
      marks: lines(lamps, ({ marks }) => marks),
      finishes: lamps.map((lamp) => lamp.finishes.length),
    },
    finishes: {
      names: lines(finishes, ({ finish }) => finish.name),
      slugs: lines(finishes, ({ finish }) => shortSlug(finish)),
      skus: lines(finishes, ({ lamp, finish }) =>
        finish.sku.startsWith(`${lamp.sku}-`) ? finish.sku.slice(lamp.sku.length) : finish.sku,
      ),
      amounts: finishes.map(({ lamp, finish }) =>
        finish.price.amount === lamp.card.price.amount ? 0 : finish.price.amount,
      ),
      stock: finishes.map(({ finish }) => (finish.stock > 0 ? '1' : '0')).join(''),
      hues: lines(finishes, ({ finish }) => finish.hues),
      on: lines(finishes, ({ finish }) => short(finish.photograph)),
    },
  }
}

/** Texts of a table become one, with a line each. */
const lines = <Row>(rows: readonly Row[], write: (row: Row) => string) =>
  rows.map((row) => write(row).replaceAll('\n', ' ')).join('\n')

const shortSlug = ({ slug, name }: { slug: string; name: string }) =>
  slug === name.toLowerCase().replaceAll(' ', '-') ? '' : slug

const readText = (text: string) =>
  text === '' ? [] : text.split(' ').map((entry) => entry.split(':') as [word: string, weights: string])

function packText(text: string, placeOf: ReadonlyMap<string, number>): string {
  const groups = Map.groupBy(readText(text), ([, weights]) => weights)
  const packed = [...groups].map(([weights, words]) => {
    const places = words.map(([word]) => placeOf.get(word) ?? 0).toSorted((a, b) => a - b)
    const steps = places.map((place, index) => (place - (places[index - 1] ?? 0)).toString(36))
    return `${weights}:${steps.join(',')}`
  })
  return packed.join(' ')
}

function groupWords(words: Known['words']): SearchIndex['words'] {
  const groups = Map.groupBy(words, ([, ...meaning]) => JSON.stringify(meaning))
  return [...groups.values()].map((group) => {
    const [, theme = '', means = '', near = null] = group[0] ?? []
    return [group.map(([said]) => said).join('|'), theme, means, near ?? ''] as const
  })
}

function commonBeginning(texts: readonly string[]): string {
  let common = texts[0] ?? ''
  for (const text of texts) while (!text.startsWith(common)) common = common.slice(0, -1)
  return common
}

/** The width in pixels that a small photograph needs: 48 CSS pixels on a screen with three pixels for each. */
const smallWidth = 144

/** The address of a small photograph in WebP; empty when there is none. */
function smallest(photograph: Photograph | null): string {
  const sizes = photograph?.sizes.filter(({ format }) => format === 'webp').toSorted((a, b) => a.width - b.width) ?? []
  return (sizes.find(({ width }) => width >= smallWidth) ?? sizes.at(-1))?.url ?? ''
}
