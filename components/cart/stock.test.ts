import { expect, test } from 'vitest'
import { describeShortage } from '#components/cart/stock.tsx'

test('says nothing while there is enough', () => {
  expect(describeShortage({ stock: 2, quantity: 2, finish: 'Bone' })).toBeNull()
})

test('says what is left and what to do', () => {
  expect(describeShortage({ stock: 1, quantity: 2, finish: 'Bone' })).toMatch(/Only 1 left in Bone.*1 or less/)
  expect(describeShortage({ stock: 0, quantity: 2, finish: 'Bone' })).toMatch(/Bone is sold out.*Remove/)
})
