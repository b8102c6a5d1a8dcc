import { expect, test, vi } from 'vitest'
import { createCards } from '#components/catalog/facets/cards.ts'
import type { ProductCard } from '#shop/catalog/types.ts'

const slugs = ['a', 'b', 'c', 'd', 'e']
const card = (slug: string): ProductCard => ({
  ...{ slug, name: slug, tagline: '', price: { amount: 1, currency: 'eur' }, categorySlug: 'table' },
  ...{ collectionSlug: 'first-light', off: null, on: null, swatches: [] },
})
const pageOf = (page: number) => slugs.slice((page - 1) * 2, page * 2).map(card)

test('each file of cards is loaded once, and only those that are needed', async () => {
  const fetchPage = vi.fn(async (page: number) => pageOf(page))
  const cards = createCards(slugs, 2, fetchPage)
  expect(cards.find([])).toEqual([])
  expect(cards.find([4, 0])).toBeNull()
  await Promise.all([cards.load([4, 0]), cards.load([0])])
  expect(cards.find([4, 0])?.map(({ slug }) => slug)).toEqual(['e', 'a'])
  expect(cards.find([2])).toBeNull()
  await cards.load([4, 1])
  expect(fetchPage.mock.calls.map(([page]) => page).toSorted()).toEqual([1, 3])
})

test('a lamp that has left the shop has no card, and the others are shown', async () => {
  const cards = createCards(slugs, 2, async (page) => pageOf(page).filter(({ slug }) => slug !== 'b'))
  await cards.load([0, 1])
  expect(cards.find([0, 1])?.map(({ slug }) => slug)).toEqual(['a'])
})

test('what failed is loaded again', async () => {
  const fetchPage = vi.fn(async (page: number) => pageOf(page)).mockRejectedValueOnce(new Error('no line'))
  const cards = createCards(slugs, 2, fetchPage)
  await expect(cards.load([0])).rejects.toThrow('no line')
  expect(cards.find([0])).toBeNull()
  await cards.load([0])
  expect(cards.find([0])).toHaveLength(1)
})
