import { formatMoney } from '#lib/money.ts'
import { facetKeys } from '#shop/catalog/facet-keys.ts'
import type { Chosen, FacetKey, FacetValue } from '#shop/catalog/facet-types.ts'
import { shop } from '#shop.config.ts'

const facetNames: Record<FacetKey, string> = {
  category: 'Type',
  collection: 'Collection',
  room: 'Room',
  finish: 'Finish',
  price: 'Price',
  power: 'Power supply',
  dimmable: 'Dimming',
  socket: 'Socket',
  ip: 'Protection from water',
  height: 'Height',
}

/** The name of a value: a price has bounds in place of one. */
export function nameValue({ name, least, most }: FacetValue): string {
  const money = (amount: number) => formatMoney({ amount, currency: shop.currency })
  if (least === null) return name
  if (most === null) return `${money(least)} and more`
  return least === 0 ? `Under ${money(most)}` : `${money(least)} to ${money(most)}`
}

export type GroupValue = Readonly<{
  value: string
  name: string
  hex: string | null
  /** the lamps that it would leave; null where nobody has counted */
  count: number | null
  chosen: boolean
}>

/** A facet with the values that somebody can choose. */
export type Group = Readonly<{ facet: FacetKey; name: string; values: readonly GroupValue[] }>

/**
 * Groups values by their facets. What the list is about, such as its category, is no choice; and of what no lamp of the list has,
 * nobody has to be told.
 * @param counts of each value
 * @param inList how many lamps of the whole list have each value
 */
export function groupValues(values: readonly FacetValue[], { counts, inList, chosen, scope }: Counted): Group[] {
  return facetKeys.flatMap((facet) => {
    if (scope[facet]) return []
    const own = values.flatMap((one, at): GroupValue[] => {
      if (one.facet !== facet) return []
      const isChosen = chosen[facet]?.includes(one.value) ?? false
      if (inList[at] === 0 && !isChosen) return []
      return [{ value: one.value, name: nameValue(one), hex: one.hex, count: counts[at] ?? null, chosen: isChosen }]
    })
    return own.length > 0 ? [{ facet, name: facetNames[facet], values: own }] : []
  })
}

type Counts = readonly (number | null)[]
type Counted = Readonly<{ counts: Counts; inList: Counts; chosen: Chosen; scope: Chosen }>
