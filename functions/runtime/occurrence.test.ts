import { expect, test } from 'vitest'
import { occurrence } from '#functions/runtime/occurrence.ts'

const parse = (query: Record<string, string>) => occurrence.parse(query).at.toISOString()

test('a day becomes its start in the shop, a time stays as it is', () => {
  expect(parse({ at: '2025-11-22' })).toBe('2025-11-21T23:00:00.000Z')
  expect(parse({ at: '2025-07-14' })).toBe('2025-07-13T22:00:00.000Z')
  expect(parse({ at: '2025-11-22T10:30:00Z' })).toBe('2025-11-22T10:30:00.000Z')
  expect(parse({ at: '2025-11-22T10:30:00+01:00' })).toBe('2025-11-22T09:30:00.000Z')
})

test('without a value it is now', () => {
  const before = Date.now()
  const { at } = occurrence.parse({})
  expect(at.getTime()).toBeGreaterThanOrEqual(before)
  expect(at.getTime()).toBeLessThanOrEqual(Date.now())
})

test.each(['', 'yesterday', '2026-11', '2026-02-30', '2026-11-22T10:30', '1', "2026-01-01' or true", '99999999'])(
  '%j is refused',
  (at) => {
    expect(() => occurrence.parse({ at })).toThrow('must be a day such as 2026-11-22')
  },
)

test('the future is refused', () => {
  for (const at of ['2999-01-01', new Date(Date.now() + 60_000).toISOString()]) {
    expect(() => occurrence.parse({ at })).toThrow('must not be in the future')
  }
})
