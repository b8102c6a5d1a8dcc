import { expect, test } from 'vitest'
import { changesRange, tagsOf } from '#app/(admin)/admin/products/tags.ts'
import type { AdminProduct } from '#shop/catalog/admin-types.ts'

const light = {
  source: '',
  watts: 8,
  lumens: 640,
  kelvin: 2700,
  cri: 92,
  dimmable: true,
  control: '',
  ip: 'IP20',
  power: '',
}
const finish = {
  id: 'f',
  slug: 'moss',
  name: 'Moss',
  hex: '#4a4a2e',
  sku: 'A',
  price: { amount: 100, currency: 'eur' },
  stock: 1,
  position: 0,
}
const porch: AdminProduct = {
  id: 'p',
  slug: 'porch',
  sku: 'A',
  name: 'Porch',
  tagline: '',
  description: '',
  status: 'active',
  materials: [],
  care: [],
  tags: [],
  dimensions: {},
  light,
  year: 2024,
  categoryId: 'c',
  collectionId: 'd',
  weightGrams: 1,
  leadDays: 21,
  updatedAt: '1',
  finishes: [finish],
}

test.each([
  ['nothing', { updatedAt: '2' }, []],
  ['what no page shows', { leadDays: 14 }, []],
  ['what only its page shows', { care: ['Dust it.'] }, ['product:porch']],
  ['its weight', { weightGrams: 2 }, ['product:porch']],
  ['its name', { name: 'Veranda' }, ['catalog', 'product:porch']],
  ['its address', { slug: 'veranda' }, ['catalog', 'product:porch', 'product:veranda']],
  ['its status', { status: 'archived' as const }, ['catalog', 'product:porch']],
  ['a price', { finishes: [{ ...finish, price: { amount: 101, currency: 'eur' } }] }, ['catalog', 'product:porch']],
])('an edit of %s', (_name, change, tags) => {
  expect(tagsOf(porch, { ...porch, ...change })).toEqual(tags)
})

test('a draft is shown nowhere', () => {
  const draft = { ...porch, status: 'draft' as const }
  expect(tagsOf(draft, { ...draft, name: 'Veranda' })).toEqual([])
  expect(tagsOf(draft, porch)).toEqual(['catalog', 'product:porch'])
})

test.each([
  ['its address', { slug: 'veranda' }, true],
  ['its category', { categoryId: 'e' }, true],
  ['its status', { status: 'archived' as const }, true],
  ['its name', { name: 'Veranda' }, false],
])('an edit of %s changes the range: %j', (_name, change, expected) => {
  expect(changesRange(porch, { ...porch, ...change })).toBe(expected)
  expect(changesRange({ ...porch, status: 'draft' }, { ...porch, ...change, status: 'draft' })).toBe(false)
})
