import { sorts } from '#shop/catalog/facet-keys.ts'
import type { Sort } from '#shop/catalog/facet-types.ts'

const sortNames: Record<Sort, string> = {
  'price-up': 'Price, lowest first',
  'price-down': 'Price, highest first',
  newest: 'Newest first',
}

/** What a list can be sorted by; the first is the shop's own order. */
export const sortOptions = [
  { value: '', name: 'Featured' },
  ...sorts.map((value) => ({ value, name: sortNames[value] })),
]

/** "One lamp", "24 lamps". */
export function countLamps(count: number): string {
  return count === 1 ? 'One lamp' : `${count} lamps`
}
