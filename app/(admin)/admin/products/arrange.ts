import { z } from 'zod'
import { type ProductFilter, sorts } from '#components/admin/catalog/list.tsx'
import type { ListedProduct } from '#shop/catalog/admin-types.ts'

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

/** Gives the lamps that match the filter, in its order. @param products in the order of the shop */
export function arrange(
  products: readonly ListedProduct[],
  { q, category, status, sort }: ProductFilter,
): ListedProduct[] {
  const words = fold(q).split(/\s+/)
  const found = products.filter(
    (product) =>
      (!category || product.category.slug === category) &&
      (!status || product.status === status) &&
      matches(fold([product.name, product.slug, ...product.skus].join(' ')), words),
  )
  const price = (product: ListedProduct) => product.price?.amount ?? 0
  if (sort === 'name') return found.toSorted((a, b) => a.name.localeCompare(b.name))
  if (sort === 'price') return found.toSorted((a, b) => price(a) - price(b))
  if (sort === 'stock') return found.toSorted((a, b) => a.stock - b.stock)
  if (sort === 'updated') return found.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  return found
}

const matches = (text: string, words: readonly string[]) => words.every((word) => text.includes(word))

/** Lower case without accents and apostrophes, as people type on any keyboard. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .trim()
}
