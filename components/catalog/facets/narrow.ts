import { facetKeys } from '#shop/catalog/facet-keys.ts'
import type { Chosen, FacetIndex, FacetValue, Sort } from '#shop/catalog/facet-types.ts'

/** An index, ready to be asked. */
export type ReadyFacets = Readonly<{
  values: readonly FacetValue[]
  /** in the shop's order */
  slugs: readonly string[]
  amounts: readonly number[]
  years: readonly number[]
  /** of each value a byte for each lamp, 1 for those that have it */
  holders: readonly Uint8Array[]
}>

/** Unpacks an index. */
export function unpackFacets({ slugs, holders, ...index }: FacetIndex): ReadyFacets {
  const lamps = slugs === '' ? [] : slugs.split('\n')
  return {
    ...index,
    slugs: lamps,
    holders: holders.map((text) => {
      const has = new Uint8Array(lamps.length)
      let place = 0
      for (const step of text === '' ? [] : text.split(' ')) {
        place += Number.parseInt(step, 36)
        has[place] = 1
      }
      return has
    }),
  }
}

export type Narrowed = Readonly<{
  /** places of the lamps that are left, in the order that was asked for */
  places: readonly number[]
  /** of each value, how many lamps it would leave if nothing else of its own facet were chosen */
  counts: readonly number[]
}>

/**
 * Finds the lamps that have one of the chosen values of each facet, and counts all values. It answers as `find_lamps` in
 * supabase/migrations/*_facets.sql does.
 */
export function narrow(ready: ReadyFacets, chosen: Chosen, sort: Sort | null = null): Narrowed {
  const { values, holders, slugs } = ready
  // How many facets each lamp misses, and the last of them: a lamp that misses one facet only counts for the values of that one.
  const missed = new Uint8Array(slugs.length)
  const missedFacet = new Uint8Array(slugs.length)
  for (const [facet, key] of facetKeys.entries()) {
    const wanted = values.flatMap((one, at) => (one.facet === key && chosen[key]?.includes(one.value) ? [at] : []))
    if (wanted.length === 0) continue
    for (const place of slugs.keys()) {
      if (wanted.some((at) => holders[at]?.[place])) continue
      missed[place] = (missed[place] ?? 0) + 1
      missedFacet[place] = facet
    }
  }
  const counts = values.map(({ facet }, at) => {
    const own = facetKeys.indexOf(facet)
    let count = 0
    holders[at]?.forEach((has, place) => {
      if (has && (missed[place] === 0 || (missed[place] === 1 && missedFacet[place] === own))) count += 1
    })
    return count
  })
  const found = [...slugs.keys()].filter((place) => missed[place] === 0)
  return { places: sort ? found.toSorted(orders[sort](ready)) : found, counts }
}

type Order = (ready: ReadyFacets) => (a: number, b: number) => number

/** Lamps that are alike stay in the shop's order. */
const orders: Record<Sort, Order> = {
  'price-up':
    ({ amounts }) =>
    (a, b) =>
      (amounts[a] ?? 0) - (amounts[b] ?? 0) || a - b,
  'price-down':
    ({ amounts }) =>
    (a, b) =>
      (amounts[b] ?? 0) - (amounts[a] ?? 0) || a - b,
  newest:
    ({ years }) =>
    (a, b) =>
      (years[b] ?? 0) - (years[a] ?? 0) || a - b,
}
