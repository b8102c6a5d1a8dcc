import { expect, test } from 'vitest'
import { describeAnswer } from '#components/catalog/search-words.ts'
import type { FoundProduct, SearchAnswer } from '#shop/catalog/types.ts'

const lamps = (count: number) => Array.from({ length: count }, () => ({}) as FoundProduct)
const answer = (count: number, changes: Partial<SearchAnswer> = {}): SearchAnswer => ({
  products: lamps(count),
  more: false,
  dropped: [],
  dearer: false,
  corrected: [],
  places: [],
  ...changes,
})

test.each([
  ['nothing', answer(0), 'No lamps found for “x”. Try another word, or choose a category.'],
  ['one lamp', answer(1), 'One lamp found for “x”.'],
  ['some lamps', answer(7), '7 lamps found for “x”.'],
  ['more than a page', answer(48, { more: true }), 'The first 48 lamps found for “x”.'],
  [
    'a misspelt word',
    answer(2, { corrected: [['proch', 'porch']] }),
    '2 lamps found for “x”. We read “proch” as “porch”.',
  ],
  [
    'something near',
    answer(3, { dropped: ['dragon', 'silk'] }),
    'No lamps found for “x”. These are near: we left out “dragon” and “silk”.',
  ],
  ['another price', answer(1, { dearer: true }), 'No lamps found for “x” at this price. This one matches otherwise.'],
])('says that a search found %s', (_, given, sentence) => {
  expect(describeAnswer('x', given)).toBe(sentence)
})
