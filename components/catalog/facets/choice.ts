import { facetKeys, sorts } from '#shop/catalog/facet-keys.ts'
import type { Chosen, FacetKey, Sort } from '#shop/catalog/facet-types.ts'

/** What an address says of a list: what is chosen, in which order, and how many screens of lamps somebody has asked for. */
export type Choice = Readonly<{ chosen: Chosen; sort: Sort | null; screens: number }>

/** The most values of one facet that are read, and the longest one. */
const mostValues = 20
const valuePattern = /^[a-z0-9-]{1,80}$/

/** Reads a choice from the parameters of an address. What is no value of any facet is left out, as are doubles. */
export function readChoice(parameters: URLSearchParams): Choice {
  const chosen = Object.fromEntries(
    facetKeys.flatMap((key) => {
      const values = [...new Set(parameters.getAll(key))].filter((value) => valuePattern.test(value))
      return values.length > 0 ? [[key, values.slice(0, mostValues).toSorted()]] : []
    }),
  )
  const screens = parameters.get('show') ?? ''
  return {
    chosen,
    sort: sorts.find((sort) => sort === parameters.get('sort')) ?? null,
    screens: /^[1-9]\d?$/.test(screens) ? Number(screens) : 1,
  }
}

/** Writes a choice as the query of an address, such as `?room=bedroom&sort=newest`; empty for none. */
export function writeChoice({ chosen, sort, screens }: Choice): string {
  const parameters = new URLSearchParams(facetKeys.flatMap((key) => (chosen[key] ?? []).map((value) => [key, value])))
  if (sort) parameters.set('sort', sort)
  if (screens > 1) parameters.set('show', `${screens}`)
  const query = parameters.toString()
  return query && `?${query}`
}

/** Whether a list differs from the shop's own. */
export function isNarrowed({ chosen, sort }: Choice): boolean {
  return sort !== null || Object.keys(chosen).length > 0
}

/** Adds a value to a choice, or takes it away. */
export function toggle(chosen: Chosen, facet: FacetKey, value: string): Chosen {
  const values = chosen[facet] ?? []
  const changed = values.includes(value) ? values.filter((one) => one !== value) : [...values, value].toSorted()
  const { [facet]: _, ...others } = chosen
  return changed.length > 0 ? { ...others, [facet]: changed } : others
}
