import * as z from 'zod'
import { sorts } from '#components/admin/catalog/list.tsx'
import { type PagePlace, writePagePlace } from '#lib/place.ts'
import type { ProductFilter } from '#shop/catalog/admin-types.ts'

const word = z.string().trim().max(100).catch('')

const filter = z.object({
  q: word,
  category: word,
  status: word,
  sort: z.enum(sorts.map(([name]) => name)).catch('shop'),
})

/** Reads the filter of the list from the address's parameters. Ignores invalid values. */
export function readFilter(parameters: Record<string, unknown>): ProductFilter {
  return filter.parse(parameters)
}

/** The address of a page of the list with this filter. */
export function addressOf(filter: ProductFilter, page: PagePlace): string {
  const entries = Object.entries({
    ...filter,
    sort: filter.sort === 'shop' ? '' : filter.sort,
    ...writePagePlace(page),
  })
  return `/admin/products?${new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))}`
}
