import { expect, test } from 'vitest'
import { registry } from '#functions/registry.gen.ts'
import type { MeasuredRun, MeasuredShop } from '#scripts/measure-runs.ts'
import { writeCosts } from '#scripts/platform-costs.ts'

const runOf = (name: string, ms: number, values: Partial<MeasuredRun> = {}) => ({
  run: { name, trigger: 'queue' as const, ms, cpuMs: ms / 10, megabytes: 1024, peak: 200, ...values },
  times: 1,
})
/** A thousandth of a dollar is 3,000 GB-s on AWS; these numbers are small enough to work out by hand. */
const shop: MeasuredShop = {
  order: [runOf('stripe-webhook', 100, { trigger: 'webhook' }), runOf('process-order', 100)],
  photograph: [runOf('make-thumbnail', 2000, { megabytes: 2048 })],
  idle: [{ ...runOf('sweep', 50, { trigger: 'cron' }), times: 43_800 }],
  other: [],
}
const now = Date.parse('2026-11-30')
const rowOf = (part: string, platform: string) =>
  (writeCosts(shop, now, registry)[part] ?? '')
    .split('\n')
    .find((row) => row.startsWith(`| ${platform} |`))
    ?.split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())

test('an order, a photograph and a month cost what their runs cost', () => {
  const [order, photograph, idle, idleFree] = rowOf('costs', 'AWS Lambda') ?? []
  // 2 calls, 0.2 GB-s, 3 requests of the queue, 1 call of the gateway:
  // 0.0000004 + 0.00000333 + 0.0000012 + 0.000001 = 0.0000059
  expect(order).toBe('$0.0000059')
  // A call, 4 GB-s and 3 requests: 0.0000002 + 0.0000667 + 0.0000012
  expect(photograph).toBe('$0.000068')
  // 43,800 calls and their schedule, 2,190 GB-s, and what Lambda asks its queues: 0.009 + 0.055 + 0.037 + 0.2628 a line
  expect(Number(idle?.slice(1))).toBeGreaterThan(3)
  expect(Number(idleFree?.slice(1))).toBeCloseTo(Number(idle?.slice(1)) - 0.5, 1)
  // On Vercel the credit of a seat covers all of it, and its own cron jobs have no price.
  expect(rowOf('costs', 'Vercel')?.[3]).toBe('0')
})

test('where a function cannot run, it has no price', () => {
  expect(rowOf('costs', 'Supabase Edge')?.[1]).toBe('–')
  expect(rowOf('millions', '`make-thumbnail`')?.at(-1)).toBe('–')
  expect(rowOf('millions', '`sweep`')?.at(-1)).toBe('$12.00')
})

test('a price that is older than a year says so', () => {
  const { prices = '' } = writeCosts(shop, now, registry)
  const rows = prices.split('\n').filter((row) => row.includes('SQS'))
  expect(rows).toEqual([expect.stringContaining('2024-07-01, older than a year')])
  expect(prices.split('\n').filter((row) => row.includes('2026-10-05'))).not.toEqual([])
  expect(prices).not.toContain('2026-10-05, older')
})
