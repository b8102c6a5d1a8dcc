import type { facetKeys, sorts } from '#shop/catalog/facet-keys.ts'

export type FacetKey = (typeof facetKeys)[number]

export type Sort = (typeof sorts)[number]

/** The chosen values of each facet. A lamp has to have one of each facet that has any. */
export type Chosen = Readonly<Partial<Record<FacetKey, readonly string[]>>>

export type FacetValue = Readonly<{
  facet: FacetKey
  value: string
  /** empty for a price, which has its bounds in minor units: from `least` to below `most` */
  name: string
  /** what a colour looks like */
  hex: string | null
  least: number | null
  most: number | null
}>

/** What the browser needs to narrow a list of a small catalogue. Columns and no rows, which compress better. */
export type FacetIndex = Readonly<{
  values: readonly FacetValue[]
  /** in the shop's order, one in each line */
  slugs: string
  /** prices in minor units */
  amounts: readonly number[]
  years: readonly number[]
  /** of each value, the lamps that have it: the differences between their places, to base 36 with spaces between */
  holders: readonly string[]
  /** how many cards each file of `/cards` has */
  cardsOfPage: number
}>

/** One page of the lamps that were chosen, with all values and how many lamps each would leave. */
export type FoundLamps<Lamp> = Readonly<{
  lamps: readonly Lamp[]
  /** the lamps of all pages */
  count: number
  values: readonly (FacetValue & Readonly<{ count: number | null }>)[]
}>
