import { expect, test } from 'vitest'
import { toSuggestions } from '#components/catalog/suggestions.ts'
import type { Finish, FoundProduct, Photograph, SearchAnswer } from '#shop/catalog/types.ts'

const photograph = (id: string): Photograph => ({
  id,
  role: 'on',
  alt: id,
  width: 1200,
  height: 1500,
  thumbhash: '',
  focalX: 0.5,
  focalY: 0.5,
  sizes: [640, 160].flatMap((width) =>
    (['webp', 'jpeg'] as const).map((format) => ({
      width,
      height: width * 1.25,
      format,
      url: `/${id}-${width}.${format}`,
    })),
  ),
})
const finish = (own: Photograph | null): Finish => ({
  id: '1',
  slug: 'moss',
  name: 'Moss',
  hex: '#4a4a2e',
  sku: 'NL-PORC-01-MOS',
  price: { amount: 26_900, currency: 'eur' },
  stock: 1,
  photograph: own,
})
const lamp = (found: Finish | null): FoundProduct => ({
  slug: 'porch',
  name: 'Porch',
  tagline: 'A wide roof.',
  price: { amount: 24_900, currency: 'eur' },
  categorySlug: 'table',
  collectionSlug: 'first-light',
  off: photograph('off'),
  on: photograph('on'),
  swatches: [],
  finish: found,
})
const suggest = (found: Finish | null) => {
  const answer: SearchAnswer = {
    products: [lamp(found)],
    more: false,
    dropped: [],
    dearer: false,
    corrected: [],
    places: [],
  }
  return toSuggestions(answer).lamps[0]
}

test('a lamp is suggested with its own photographs, in the smallest size that is sharp', () => {
  expect(suggest(null)).toEqual({
    href: '/products/porch',
    name: 'Porch',
    note: 'A wide roof.',
    price: '€249',
    off: '/off-160.webp',
    on: '/on-160.webp',
  })
})

test('the finish that was searched for is shown with its own photograph and price', () => {
  const own = { note: 'In moss', price: '€269', off: '/moss-160.webp', on: '/moss-160.webp' }
  expect(suggest(finish(photograph('moss')))).toMatchObject(own)
})

test('the finish of the main photograph keeps day and dusk', () => {
  expect(suggest(finish(photograph('on')))).toMatchObject({ note: 'In moss', off: '/off-160.webp', on: '/on-160.webp' })
})

test('a finish without a photograph says that another one is shown', () => {
  const other = { note: 'In moss, photographed in another finish', off: '/off-160.webp', on: '/on-160.webp' }
  expect(suggest(finish(null))).toMatchObject(other)
})
