import { expect, test } from 'vitest'
import { arrange, readFilter } from '#app/(admin)/admin/products/arrange.ts'
import type { ListedProduct } from '#shop/catalog/admin-types.ts'

const lamp = (name: string, slug: string, sku: string) =>
  ({
    name,
    slug,
    skus: [sku],
    status: 'active',
    category: { slug: 'table', name: 'Table lamps' },
  }) as unknown as ListedProduct
const lamps = [
  lamp('Crème brûlée', 'creme', 'NL-CREM-01'),
  lamp('O’Neil 100%', 'oneil', 'NL-ONEI_02'),
  lamp('Łuk', 'luk', 'NL-LUK-03'),
]

test.each([
  ['', ['creme', 'oneil', 'luk']],
  ['creme', ['creme']],
  ['BRULEE crème', ['creme']],
  ["o'neil", ['oneil']],
  ['100%', ['oneil']],
  ['onei_', ['oneil']],
  ['%', ['oneil']],
  ['_', ['oneil']],
  ['luk', ['luk']],
  ['nl-crem', ['creme']],
  ['creme luk', []],
])('staff who search lamps for %j find %j', (q, slugs) => {
  expect(arrange(lamps, readFilter({ q })).map(({ slug }) => slug)).toEqual(slugs)
})
