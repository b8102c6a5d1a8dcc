import { describeFinish } from '#components/catalog/found-finish.ts'
import { type Entry, unpack } from '#components/catalog/search/entries.ts'
import { type Hit, searchIndex } from '#components/catalog/search/search.ts'
import { type LampSuggestion, mostSuggested, placeAddress, type Suggestions } from '#components/catalog/suggestions.ts'
import { formatMoney } from '#lib/money.ts'
import { cleanQuery, readPriceWords } from '#shop/catalog/read-query.ts'
import type { SearchIndex } from '#shop/catalog/search-types.ts'

// Loaded when somebody is about to search: the engine and the index are no part of any page.

/** Suggests lamps and places to a text, without asking the shop. */
export type LocalSearch = (text: string) => Suggestions

/** Fetches the index. Null when the catalogue is too large for one; rejects when the shop cannot be reached. */
export async function loadLocalSearch(): Promise<LocalSearch | null> {
  const response = await fetch('/search-index')
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
  const index: SearchIndex | null = await response.json()
  return index && createLocalSearch(index)
}

export function createLocalSearch(index: SearchIndex): LocalSearch {
  const ready = unpack(index)
  const bySlug = new Map(ready.entries.map((entry) => [entry.slug, entry]))
  return (text) => {
    const { words, least, most } = readPriceWords(cleanQuery(text).toLowerCase())
    const { hits, places, dropped, dearer } = searchIndex(ready, words, { size: mostSuggested, least, most })
    return {
      lamps: hits.flatMap((hit) => {
        const entry = bySlug.get(hit.slug)
        return entry ? [toSuggestion(entry, hit)] : []
      }),
      places: places.map((place) => ({ kind: place.kind, name: place.name, href: placeAddress(place) })),
      near: dropped.length > 0 || dearer,
    }
  }
}

function toSuggestion({ slug, name, tagline, price, off, on, finishes }: Entry, hit: Hit): LampSuggestion {
  const finish = finishes.find((one) => one.slug === hit.finish)
  const own = finish?.on && finish.on !== on ? finish.on : null
  return {
    href: `/products/${slug}`,
    name,
    note: finish ? describeFinish({ name: finish.name, photograph: finish.on }) : tagline,
    price: formatMoney(finish?.price ?? price),
    off: own ?? off ?? on,
    on: own ?? on ?? off,
  }
}
