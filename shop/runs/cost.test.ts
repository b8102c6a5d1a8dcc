import { expect, test } from 'vitest'
import { costsOf } from '#shop/runs/cost.ts'
import type { FunctionFacts, FunctionSummary } from '#shop/runs/types.ts'

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
