import { expect, test } from 'vitest'
import { fingerprint, learnedSets, readQuestions } from '#scripts/learn/labelled-questions.ts'
import { from } from '#shop/assistant/learned.gen.ts'

test('the weights are learned from the questions that are there: else run `npm run learn`', () => {
  expect(from).toBe(fingerprint(readQuestions))
})

test('the sets whose misses nobody reads are not learned from', () => {
  expect(learnedSets).not.toContain('blind-h')
  expect(learnedSets).not.toContain('blind-i')
})
