import { type Cards, createCards, fetchJson } from '#components/catalog/facets/cards.ts'
import { ChosenValues } from '#components/catalog/facets/chosen-values.tsx'
import { FacetPanel } from '#components/catalog/facets/facet-panel.tsx'
import { type ListPlace, type ListState, readList } from '#components/catalog/facets/list-state.ts'
import { unpackFacets } from '#components/catalog/facets/narrow.ts'
import { NarrowedLamps } from '#components/catalog/facets/narrowed-lamps.tsx'
import type { FacetIndex } from '#shop/catalog/facet-types.ts'

// Loaded when somebody is about to narrow a list, or has an address that does: no list needs it to be shown.

/** What narrows lists, and the parts of a list that need it. */
export type Narrowing = Readonly<{
  read(address: string, place: ListPlace): ListState
  cards: Cards
  ChosenValues: typeof ChosenValues
  NarrowedLamps: typeof NarrowedLamps
  FacetPanel: typeof FacetPanel
}>

/** Fetches the index. Null when the catalogue is too large for one; rejects when the shop cannot be reached. */
export async function loadNarrowing(): Promise<Narrowing | null> {
  const index: FacetIndex | null = await fetchJson('/facet-index')
  if (!index) return null
  const ready = unpackFacets(index)
  return {
    read: (address, place) => readList(ready, address, place),
    cards: createCards(ready.slugs, index.cardsOfPage),
    ...{ ChosenValues, NarrowedLamps, FacetPanel },
  }
}
