import { expect, test } from 'vitest'
import { describeShortage } from '#components/cart/stock.tsx'

test('says nothing while there is enough', () => {
  expect(describeShortage({ state: 'ok', stock: 2, finish: 'Bone' })).toBeNull()
})

test.each([
  ['short', /Only 1 left in Bone.*not in the total.*1 or less/],
  ['held', /Bone is in somebody else's cart.*not in the total.*again soon/],
  ['sold_out', /Bone is sold out.*not in the total.*Remove/],
  ['gone', /no longer sell.*not in the total/],
] as const)('says of a line that is %s why it is out of the total, and what to do', (state, sentence) => {
  expect(describeShortage({ state, stock: 1, finish: 'Bone' })).toMatch(sentence)
})
