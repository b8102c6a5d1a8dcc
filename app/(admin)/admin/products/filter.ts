import { z } from 'zod'
import { sorts } from '#components/admin/catalog/list.tsx'
import type { ProductFilter } from '#shop/catalog/admin-types.ts'

const word = z.string().trim().max(100).catch('')

const filter = z.object({
  q: word,
  category: word,
  status: word,
  sort: z.enum(sorts.map(([name]) => name)).catch('shop'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** Reads the filter of the list from the address's parameters. Ignores invalid values. */
export function readFilter(parameters: Record<string, unknown>): ProductFilter {
  return filter.parse(parameters)
}

/** The address of a page of the list with this filter. */
export function addressOf(filter: ProductFilter, page: number): string {
  const entries = Object.entries({
    ...filter,
    sort: filter.sort === 'shop' ? '' : filter.sort,
    page: page > 1 ? page : '',
  })
  return `/admin/products?${new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))}`
}
