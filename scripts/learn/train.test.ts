import { expect, test } from 'vitest'
import { type Example, train, writeWeights } from '#scripts/learn/train.ts'

const examples: Example[] = ['buy two', 'buy one', 'buy it', 'send back', 'take back', 'bring back'].flatMap(
  (text, place) => ({
    label: place < 3 ? 'add-to-cart' : 'start-return',
    features: text.split(' ').map((word) => [word, 1] as const),
  }),
)

test('words speak for the meaning that they came with', () => {
  const { labels, weights } = train(examples)
  const [buy, back] = [weights.get('buy'), weights.get('back')]
  expect(labels).toEqual(['add-to-cart', 'start-return'])
  expect(buy?.[0]).toBeGreaterThan(buy?.[1] ?? 0)
  expect(back?.[1]).toBeGreaterThan(back?.[0] ?? 0)
  // A word of one example says nothing about new questions.
  expect(weights.has('two')).toBe(false)
})

test('the same examples give the same file, a byte for each weight', () => {
  const file = writeWeights(train(examples), 'abc')
  expect(file).toBe(writeWeights(train(examples), 'abc'))
  const bytes = Buffer.from(/weights = '(.*)'/.exec(file)?.[1] ?? '', 'base64')
  expect(bytes.length).toBe(2 * 2)
})
