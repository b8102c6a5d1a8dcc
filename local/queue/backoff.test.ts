import { expect, test } from 'vitest'
import { nextDelay } from '#local/queue/backoff.ts'

const now = Date.parse('2026-06-24T12:00:00Z')
const delay = (retried: number, headers: Record<string, string> = {}, expression?: string) =>
  nextDelay(retried, expression, new Headers(headers), now)

test('without settings, retries come after the documented 12 s, 2 m 28 s, 30 m 8 s, 6 h 7 m 6 s, a day', () => {
  expect([0, 1, 2, 3, 4, 5].map((retried) => Math.floor(delay(retried) / 1000))).toEqual([
    12, 148, 1808, 22026, 86400, 86400,
  ])
})

test.each([
  ['retry-after', '0', 0],
  ['retry-after', '10', 10_000],
  ['retry-after', '6m5s', 365_000],
  ['retry-after', 'Wed, 24 Jun 2026 12:00:30 GMT', 30_000],
  ['retry-after', 'Wed, 24 Jun 2026 11:00:00 GMT', 0],
  ['x-ratelimit-reset', '7', 7000],
  ['x-ratelimit-reset-requests', '250ms', 250],
  ['x-ratelimit-reset-tokens', '1h', 3_600_000],
])('%s: %s asks for %d ms', (header, value, expected) => {
  expect(delay(0, { [header]: value })).toBe(expected)
})

test('a delay of more than a day or an unreadable one is replaced by the default', () => {
  expect(delay(0, { 'retry-after': '90000' })).toBe(delay(0))
  expect(delay(0, { 'retry-after': 'soon' })).toBe(delay(0))
})

test("the message's own expression is used, unless the destination sets a delay or the expression is invalid", () => {
  expect(delay(2, {}, 'retried * 50')).toBe(100)
  expect(delay(2, { 'retry-after': '1' }, 'retried * 50')).toBe(1000)
  expect(delay(2, {}, '0 / 0')).toBe(delay(2))
  expect(delay(2, {}, '-1')).toBe(delay(2))
})
