import { expect, test } from 'vitest'
import { writeDuration, writeShare } from '#components/admin/runs/words.ts'

test.each([
  [0.42, '0.4 ms'],
  [87.4, '87 ms'],
  [1234, '1.2 s'],
  [60_000, '1 min'],
  [250_000, '4 min 10 s'],
  [3_600_000 * 2 + 60_000 * 5, '2 h 5 min'],
  [86_400_000 * 2 + 3_600_000 * 3, '2 d 3 h'],
])('%d milliseconds are %s', (ms, words) => {
  expect(writeDuration(ms)).toBe(words)
})

test('a share is in percent, a small one is not nothing, and of nothing there is none', () => {
  expect([writeShare(1, 2), writeShare(1, 1000), writeShare(0, 10), writeShare(0, 0)]).toEqual([
    '50 %',
    '<1 %',
    '0 %',
    '',
  ])
})
