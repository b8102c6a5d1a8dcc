import { type Choice, isNarrowed, readChoice, toggle, writeChoice } from '#components/catalog/facets/choice.ts'
import { type Group, groupValues } from '#components/catalog/facets/groups.ts'
import { narrow, type ReadyFacets } from '#components/catalog/facets/narrow.ts'
import { goTo } from '#components/catalog/facets/use-list-address.ts'
import type { Chosen, FacetKey, FacetValue, Sort } from '#shop/catalog/facet-types.ts'

/** Where a list stands. */
export type ListPlace = Readonly<{
  /** what the list is about, such as its category */
  scope: Chosen
  /** the address of the list, and of the page of it that the server sent */
  path: string
  pagePath: string
}>

/** What an address makes of a list, and what somebody can do with it: each step gives the list another address. */
export type ListState = Readonly<{
  narrowed: boolean
  sort: Sort | null
  /** how many screens of lamps somebody has asked for */
  screens: number
  /** places of the lamps that are left, in the order that was asked for */
  places: readonly number[]
  groups: readonly Group[]
  /** the chosen values */
  values: readonly FacetValue[]
  onToggle(facet: FacetKey, value: string): void
  onClear(): void
  onSort(sort: Sort | null): void
  onMore(): void
}>

/** Reads a list. @param address the query of the address */
export function readList(ready: ReadyFacets, address: string, { scope, path, pagePath }: ListPlace): ListState {
  const choice = readChoice(new URLSearchParams(address))
  const { chosen, sort, screens } = choice
  const { places, counts } = narrow(ready, { ...chosen, ...scope }, sort)
  const inList = narrow(ready, scope).counts
  const change = (changed: Partial<Choice>) => {
    const next = { ...choice, screens: 1, ...changed }
    // The lamps of the whole list are those of the page that is there.
    goTo((isNarrowed(next) ? path : pagePath) + writeChoice(next))
  }
  return {
    narrowed: isNarrowed(choice),
    ...{ sort, screens, places },
    groups: groupValues(ready.values, { counts, inList, chosen, scope }),
    values: ready.values.filter(({ facet, value }) => !scope[facet] && chosen[facet]?.includes(value)),
    onToggle: (facet, value) => change({ chosen: toggle(chosen, facet, value) }),
    onClear: () => change({ chosen: {} }),
    onSort: (next) => change({ sort: next }),
    // No step of its own: the back button leads out of the list.
    onMore: () => goTo(path + writeChoice({ ...choice, screens: screens + 1 }), 'replace'),
  }
}
