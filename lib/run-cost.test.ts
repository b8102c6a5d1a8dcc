import { expect, test } from 'vitest'
import { cardFees, isOld, listOldPrices, type Pricing, pricings } from '#lib/platform-prices.ts'
import {
  addUsage,
  callsPerMonth,
  cardFee,
  costOfRun,
  costOfUsage,
  idleUsage,
  type MeteredRun,
  shareOfCluster,
  usageOf,
} from '#lib/run-cost.ts'

const of = (name: string) => pricings.find(({ platform }) => platform === name) as Pricing
const cents = (usd: number) => Math.round(usd * 100) / 100
const call: MeteredRun = { trigger: 'cron', ms: 300, cpuMs: 100, megabytes: 512 }
const million = (run: MeteredRun) => [{ run, times: 1_000_000 }]
/** Of calls and their time alone, as the worked example of the price lists. */
const computed = (name: string, run = call) => {
  const { 'scheduled call': _calls, ...usage } = usageOf(of(name), million(run))
  return cents(costOfUsage(of(name), usage, { included: false }))
}

test('a million calls of 0.3 s, 0.1 s of them at work, cost what the price lists say', () => {
  // 0.60 + 27.78 h x 0.184 + 166.67 GB-h x 0.0152
  expect(computed('Vercel')).toBe(8.24)
  // 0.20 + 150 000 GB-s x 0.0000166667
  expect(computed('AWS Lambda')).toBe(2.7)
  // 0.40 + 150 000 GB-s x 0.000026
  expect(computed('Azure Functions')).toBe(4.3)
  // 0.40 + 300 000 s x 0.000024 + 150 000 GB-s x 0.0000025
  expect(computed('Google Cloud')).toBe(7.98)
  expect(computed('Supabase Edge')).toBe(2)
})

test('a job adds the operations of its queue, and a webhook the gateway’s call', () => {
  const still = { ms: 0, megabytes: 512 } as const
  const cost = (name: string, trigger: MeteredRun['trigger']) => costOfRun(of(name), { ...still, trigger }) * 1_000_000
  // 0.20 a million calls, and three requests of 0.40 a million each; 1.00 for the gateway.
  expect(cost('AWS Lambda', 'queue')).toBeCloseTo(0.2 + 1.2, 6)
  expect(cost('AWS Lambda', 'webhook')).toBeCloseTo(0.2 + 1, 6)
  // A message of QStash for each, 10.00 a million: more than the run.
  expect(cost('Vercel', 'queue')).toBeCloseTo(0.6 + 10, 6)
  expect(cost('Vercel', 'cron')).toBeCloseTo(0.6, 6)
  expect(cost('Supabase Edge', 'cron')).toBeCloseTo(2 + 10, 6)
  expect(cost('Vercel', 'webhook')).toBeCloseTo(0.6, 6)
  // Three operations of 0.40 a million.
  expect(cost('Azure Functions', 'queue')).toBeCloseTo(0.4 + 1.2, 6)
  expect(cost('Google Cloud', 'queue')).toBeCloseTo(0.4 + 0.8, 6)
})

test('memory is charged in the sizes of the platform', () => {
  const run = { trigger: 'cron', ms: 1000, megabytes: 1024 } as const
  const memory = (name: string) => usageOf(of(name), [{ run, times: 1 }])['GB-second']
  expect(['Vercel', 'AWS Lambda', 'Azure Functions', 'Google Cloud'].map(memory)).toEqual([2, 1, 2, 1])
})

test('what a month has free is taken off, once', () => {
  const usage = (times: number) => usageOf(of('AWS Lambda'), [{ run: { ...call, trigger: 'cron' }, times }])
  expect(costOfUsage(of('AWS Lambda'), usage(1_000_000), { included: true })).toBe(0)
  // One more million calls, and 500 000 GB-s more than are free.
  expect(cents(costOfUsage(of('AWS Lambda'), usage(2_000_000), { included: true }))).toBe(0.2)
  expect(cents(costOfUsage(of('AWS Lambda'), usage(6_000_000), { included: true }))).toBe(
    cents(1 + 500_000 * 0.000_016_666_7),
  )
  // Supabase sells started packages: one call beyond two million is a whole one.
  expect(costOfUsage(of('Supabase Edge'), { call: 2_000_000 }, { included: true })).toBe(0)
  expect(costOfUsage(of('Supabase Edge'), { call: 2_000_001 }, { included: true })).toBe(2)
  // The credit of a seat covers use of any kind, but no message of QStash.
  expect(costOfUsage(of('Vercel'), { call: 1000, 'queue operation': 100_000 }, { included: true })).toBe(1)
  expect(costOfUsage(of('Vercel'), { call: 30_000_000 }, { included: true })).toBe(0)
  expect(cents(costOfUsage(of('Vercel'), { call: 50_000_000 }, { included: true }))).toBe(10)
})

test('a month without a visitor costs where the platform asks queues and keeps schedules', () => {
  const idle = (name: string, included: boolean) =>
    cents(costOfUsage(of(name), idleUsage(of(name), { lines: 14, schedules: 6 }), { included }))
  // 14 queues x 657 000 requests x 0.40 a million, the first million free; six schedules, three of them free.
  expect([idle('AWS Lambda', false), idle('AWS Lambda', true)]).toEqual([3.68, 3.28])
  expect([idle('Google Cloud', false), idle('Google Cloud', true)]).toEqual([0.6, 0.3])
  for (const name of ['Vercel', 'Azure Functions', 'Supabase Edge']) expect(idle(name, false)).toBe(0)
})

test('uses add up', () => {
  expect(addUsage({ call: 1, schedule: 6 }, { call: 2, 'queue operation': 3 })).toEqual({
    call: 3,
    schedule: 6,
    'queue operation': 3,
  })
})

test('no runs cost nothing', () => {
  for (const pricing of pricings)
    for (const included of [true, false]) expect(costOfUsage(pricing, usageOf(pricing, []), { included })).toBe(0)
})

test('on a cluster, functions cost the share of the processors that their pods hold', () => {
  // Two nodes of 4 processors at 0.10 an hour: 146 a month. A pod of half a processor for the whole month is a sixteenth.
  const cluster = { nodes: 2, pricePerHour: 0.1, processors: 4 }
  expect(shareOfCluster(cluster, 730 * 3600, 0.5)).toBeCloseTo(146 / 16, 6)
  expect(shareOfCluster(cluster, 0, 0.5)).toBe(0)
})

test('Stripe takes 1.5 percent and 25 cents of a European card', () => {
  expect(cardFee(24_900)).toBe(374 + 25)
  expect(cardFee(100)).toBe(27)
})

test('each price has a date, a source and a grade that may be shown, and each platform each meter once', () => {
  for (const { prices } of pricings) {
    expect(new Set(prices.map(({ meter }) => meter)).size).toBe(prices.length)
    for (const { asOf, source, grade } of [...prices, cardFees]) {
      expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now())
      expect(source).not.toBe('')
      expect(['D', 'T']).toContain(grade)
    }
  }
})

test('prices older than a year are named', () => {
  const at = (day: string) => Date.parse(day)
  expect(isOld('2025-11-30', at('2026-11-30'))).toBe(false)
  expect(isOld('2025-11-28', at('2026-11-30'))).toBe(true)
  expect(listOldPrices(at('2024-07-02'))).toEqual(['Stripe, payment: 2023-04-10'])
  expect(listOldPrices(at('2026-11-30'))).toContain('AWS Lambda, queue operation: 2024-07-01')
  expect(listOldPrices(at('2030-01-01')).length).toBeGreaterThan(15)
})

test.each([
  ['* * * * *', 43_800],
  ['*/5 * * * *', 8760],
  ['15 23 * * *', 730 / 24],
  ['0 5 * * 1', 730 / 24 / 7],
])('%s calls %d times in a month', (cron, times) => {
  expect(callsPerMonth(cron)).toBeCloseTo(times, 6)
})
