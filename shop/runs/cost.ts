import { type Pricing, pricings } from '#lib/platform-prices.ts'
import { costOfUsage, usageOf } from '#lib/run-cost.ts'
import type { FunctionFacts, FunctionSummary, PlatformCost } from '#shop/runs/types.ts'

const million = 1_000_000

/** What runs of a function cost on a platform, in USD at the full price; null without a run that has ended. */
function costOn(
  pricing: Pricing,
  { trigger, memory }: FunctionFacts,
  { ms, runs }: FunctionSummary,
): PlatformCost | null {
  if (runs === 0 || ms === 0) return null
  const run = { trigger, ms: ms / runs, megabytes: memory }
  const usage = usageOf(pricing, [{ run, times: million }])
  const perMillion = costOfUsage(pricing, usage, { included: false })
  // The oldest of the prices that count for this run says how old the sum is.
  const counted = pricing.prices.filter(({ meter }) => (usage[meter] ?? 0) > 0)
  const dated = counted.toSorted((left, right) => left.asOf.localeCompare(right.asOf))
  const sources = [...new Set(counted.map(({ source }) => source))]
  return {
    platform: pricing.platform,
    perMillion,
    spent: (perMillion * runs) / million,
    asOf: dated[0]?.asOf ?? '',
    sources,
  }
}

/** What a function's runs of some time cost on each platform whose prices are known. Nobody measured the processor apart. */
export function costsOf(facts: FunctionFacts, summary: FunctionSummary): PlatformCost[] {
  return pricings.flatMap((pricing) => costOn(pricing, facts, summary) ?? [])
}
