import { expect, test } from 'vitest'
import { pricings } from '#lib/platform-prices.ts'
import { costsOf, listPrices, ownCosts, sheetsOf } from '#shop/runs/cost.ts'
import type { RunCosts } from '#shop/runs/cost-types.ts'
import type { FunctionFacts, FunctionSummary, TraceOutline } from '#shop/runs/types.ts'

const facts = { trigger: 'webhook', memory: 1024 } as FunctionFacts
const summary = (runs: number, ms: number) => ({ runs, ms }) as FunctionSummary
const on = (platform: string, runs: number, ms: number) =>
  costsOf(facts, summary(runs, ms)).find((cost) => cost.platform === platform)

test('a run costs its call, and its memory and processor for its time', () => {
  // Google Cloud: 1 GB for 0.1 s at $0.0000025, a processor for 0.1 s at $0.000024, and $0.40 for a million calls.
  expect(on('Google Cloud', 20, 2000)?.perMillion).toBeCloseTo(0.25 + 2.4 + 0.4, 6)
  expect(on('Google Cloud', 20, 2000)?.spent).toBeCloseTo((3.05 * 20) / 1_000_000, 12)
})

test('a function that did not run cost nothing, on every platform', () => {
  expect(costsOf(facts, summary(0, 0))).toEqual([])
})

test('each sum names its sources and the day of its oldest price', () => {
  for (const { sources, asOf, perMillion } of costsOf(facts, summary(1, 100))) {
    expect(sources.length).toBeGreaterThan(0)
    expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(perMillion).toBeGreaterThan(0)
  }
})

const sums = (name: string, runs: number, ms: number) => ({ name, runs, ms })
const ran: RunCosts = {
  since: '2026-11-01T00:00:00Z',
  orderAmount: 24_900,
  functions: [{ ...sums('sweep', 100, 5000), cold: 1, firstMs: 400, nextMs: 50 }],
  causes: [
    { name: 'order', times: 2, functions: [sums('stripe-webhook', 2, 200), sums('process-order', 4, 400)] },
    { name: 'sweep', times: 100, functions: [sums('sweep', 100, 5000)] },
    { name: 'photograph', times: 1, functions: [sums('storage-webhook', 1, 30), sums('make-thumbnail', 1, 1000)] },
  ],
}
const sheetOf = (platform: string, costs = ran) =>
  sheetsOf(costs, { PACE_MINUTES: 1 }).find((sheet) => sheet.platform === platform)

test('an order costs what its mean runs cost, with the messages of its jobs', () => {
  // On Lambda: three calls and one through the gateway, six requests of SQS, 0.3 GB-s.
  const expected = 3 * 0.2e-6 + 1e-6 + 6 * 0.4e-6 + 0.3 * 0.000_016_666_7
  expect(sheetOf('AWS Lambda')?.order).toBeCloseTo(expected, 12)
  expect(sheetOf('AWS Lambda')?.run).toBeCloseTo(0.2e-6 + 1.25e-6 + 0.05 * 0.000_016_666_7, 12)
})

test('an idle month is what the schedules wake, and costs nothing where a month has that free', () => {
  // 43,800 sweeps, each a call and 0.05 s of 1 GB and of a processor, and the five schedules that run apart from the pages.
  const expected = 43_800 * (0.4e-6 + 0.05 * (0.000_002_5 + 0.000_024)) + 0.1 * 5
  expect(sheetOf('Google Cloud')?.idle).toBeCloseTo(expected, 6)
  expect(sheetOf('Supabase Edge', { ...ran, causes: [] })?.idleIncluded).toBe(0)
  expect(sheetOf('Vercel')?.idleIncluded).toBe(0)
})

test('what cannot run on a platform, and what never ran, has no price', () => {
  expect(sheetOf('Supabase Edge')?.photograph).toBeNull()
  expect(sheetOf('Vercel')?.photograph).toBeGreaterThan(0)
  const none = sheetOf('Vercel', { ...ran, functions: [], causes: [] })
  expect(none).toMatchObject({ all: 0, run: null, order: null, idle: 0 })
})

test('visitors see only prices from the vendors themselves', () => {
  const runs = [{ function: 'process-order', ms: 100 }] as unknown as TraceOutline['runs']
  const costs = ownCosts({ runs } as TraceOutline)
  expect(costs.map(({ platform }) => platform)).toEqual(['Vercel', 'Google Cloud', 'Supabase Edge'])
  for (const { platform } of costs) {
    const { prices = [] } = pricings.find((one) => one.platform === platform) ?? {}
    const used = prices.filter(({ meter }) => ['call', 'HTTP call', 'GB-second', 'CPU-second'].includes(meter))
    expect(used.filter(({ grade }) => grade !== 'D')).toEqual([])
  }
  // A call, 0.1 s of a GB and of a processor.
  expect(costs[1]?.usd).toBeCloseTo(0.4e-6 + 0.1 * (0.000_002_5 + 0.000_024), 12)
  expect(ownCosts({ runs: [] as TraceOutline['runs'] } as TraceOutline)).toEqual([])
})

test('each price in a sum is listed, with its date, source and grade', () => {
  const rows = listPrices(Date.parse('2026-11-30'))
  expect(rows).toHaveLength(pricings.flatMap(({ prices }) => prices).length)
  expect(new Set(rows.map(({ platform, meter }) => `${platform} ${meter}`)).size).toBe(rows.length)
  expect(rows.find(({ meter }) => meter === 'schedule')?.price).toBe('$0.1 / schedule')
  expect(rows[0]).toMatchObject({ platform: 'Vercel', price: '$0.6 / 1,000,000 calls', grade: 'D', isOld: false })
})
