import { isOld, type Pricing, pricings } from '#lib/platform-prices.ts'
import { addUsage, callsPerMonth, costOfUsage, idleUsage, type MeteredRun, type Usage, usageOf } from '#lib/run-cost.ts'
import type { OwnCost, PlatformCost, PlatformSheet, PriceRow, RunCosts, RunSum } from '#shop/runs/cost-types.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { findFacts, scheduleOf } from '#shop/runs/schedules.ts'
import type { FunctionFacts, FunctionSummary, TraceOutline } from '#shop/runs/types.ts'

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
  const counted = pricesFor(pricing, usage)
  const sources = [...new Set(counted.map(({ source }) => source))]
  return {
    platform: pricing.platform,
    perMillion,
    spent: (perMillion * runs) / million,
    asOf: oldest(counted),
    sources,
  }
}

/** What a function's runs of some time cost on each platform whose prices are known. Nobody measured the processor apart. */
export function costsOf(facts: FunctionFacts, summary: FunctionSummary): PlatformCost[] {
  return pricings.flatMap((pricing) => costOn(pricing, facts, summary) ?? [])
}

const pricesFor = ({ prices }: Pricing, usage: Usage) => prices.filter(({ meter }) => (usage[meter] ?? 0) > 0)

/** The oldest of the prices that count for a sum says how old the sum is. */
const oldest = (prices: Pricing['prices']) => prices.map(({ asOf }) => asOf).toSorted()[0] ?? ''

/** Runs of functions as a platform meters them, each for its mean time; those that cannot run there are left out. */
function meter({ cannot }: Pricing, sums: readonly RunSum[], share = 1): { run: MeteredRun; times: number }[] {
  return sums.flatMap(({ name, runs, ms }) => {
    const facts = findFacts(name)
    if (!facts || runs === 0 || cannot?.includes(name)) return []
    return [{ run: { trigger: facts.trigger, ms: ms / runs, megabytes: facts.memory }, times: runs * share }]
  })
}

/**
 * What the shop's own runs cost on each platform: calls, memory and processor for their time, and the queue. Nobody measured the
 * processor apart, so it counts as busy for as long as a run lasts, which is the most.
 * @param env the pace of the schedules
 */
export function sheetsOf({ functions, causes }: RunCosts, env: Parameters<typeof scheduleOf>[1]): PlatformSheet[] {
  const lines = functionFacts
    .filter(({ trigger, inPages }) => trigger === 'queue' && !inPages)
    .reduce((sum, facts) => sum + 1 + Object.keys(facts.lines).length, 0)
  const scheduled = functionFacts.flatMap((facts) => {
    const cron = scheduleOf(facts, env)
    return cron ? [{ facts, calls: callsPerMonth(cron), cause: causes.find(({ name }) => name === facts.name) }] : []
  })
  const schedules = scheduled.filter(({ facts }) => !facts.inPages).length
  return pricings.map((pricing) => {
    const cost = (usage: Usage, included = false) => costOfUsage(pricing, usage, { included })
    const once = (cause: string) => {
      const found = causes.find(({ name }) => name === cause)
      const runs = found ? meter(pricing, found.functions, 1 / found.times) : []
      return runs.length === found?.functions.length ? cost(usageOf(pricing, runs)) : null
    }
    const all = cost(usageOf(pricing, meter(pricing, functions)))
    const runs = functions.reduce((sum, one) => sum + (pricing.cannot?.includes(one.name) ? 0 : one.runs), 0)
    const idle = addUsage(
      idleUsage(pricing, { lines, schedules }),
      ...scheduled.map(({ calls, cause }) =>
        usageOf(pricing, cause ? meter(pricing, cause.functions, calls / cause.times) : []),
      ),
    )
    return {
      platform: pricing.platform,
      all,
      run: runs > 0 ? all / runs : null,
      order: once('order'),
      photograph: once('photograph'),
      idle: cost(idle),
      idleIncluded: cost(idle, true),
    }
  })
}

/** Every price that the sums use, with where it is from. @param now in milliseconds */
export function listPrices(now: number): PriceRow[] {
  return pricings.flatMap(({ platform, prices }) =>
    prices.map(({ meter, usd, per, included = 0, region, asOf, source, grade, seller }) => ({
      platform: seller ? `${platform}, by ${seller}` : platform,
      ...{ meter, included, region, asOf, source, grade, isOld: isOld(asOf, now) },
      price: `$${usd} / ${per === 1 ? '' : `${per.toLocaleString('en')} `}${per === 1 ? meter : `${meter}s`}`,
    })),
  )
}

/**
 * What the runs of a trace cost, for anybody who sees it: on the platforms whose prices of calls, memory and processor are all from the
 * vendor's own page. The queue's messages are left out, because the prices of queues are from copies.
 */
export function ownCosts({ runs }: TraceOutline): OwnCost[] {
  const metered = runs.flatMap(({ function: name, ms }) => {
    const facts = findFacts(name)
    return facts && ms !== null ? [{ run: { trigger: facts.trigger, ms, megabytes: facts.memory }, times: 1 }] : []
  })
  if (metered.length === 0) return []
  return pricings.flatMap((pricing) => {
    const { 'queue operation': _queue, 'scheduled call': _clock, ...usage } = usageOf(pricing, metered)
    const counted = pricesFor(pricing, usage)
    if (counted.some(({ grade }) => grade !== 'D')) return []
    return [
      {
        platform: pricing.platform,
        usd: costOfUsage(pricing, usage, { included: false }),
        asOf: oldest(counted),
      },
    ]
  })
}
