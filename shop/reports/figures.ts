import { type Pricing, pricings } from '#lib/platform-prices.ts'
import { costOfUsage } from '#lib/run-cost.ts'
import type { Counts, Figures, FunctionHealth, Hour, Part, Sold, StockLeft, Sums } from '#shop/reports/types.ts'
import { shop } from '#shop.config.ts'

const sumNames = ['orders', 'revenue', 'tax', 'refunds', 'refunded', 'refundedTax'] as const

/** Computes the report of a day from its hours, and from the stock at its end. */
export function addUpHours(hours: readonly Hour[], stock: readonly StockLeft[]): Figures {
  return { ...addUp(hours), parts: hours.map((hour) => ({ begins: hour.begins, ...sumsOf(hour) })), stock }
}

/** Computes the report of a week or a month from those of its days, in order. The stock is that of the last day. */
export function addUpDays(days: readonly { day: string; figures: Figures }[]): Figures {
  const parts: Part[] = days.map(({ day, figures }) => ({ begins: day, ...sumsOf(figures) }))
  return { ...addUp(days.map(({ figures }) => figures)), parts, stock: days.at(-1)?.figures.stock ?? [] }
}

/** Computes the report of a year from its months, in order, and from the stock at its end. */
export function addUpMonths(months: readonly { name: string; counts: Counts }[], stock: readonly StockLeft[]): Figures {
  const parts: Part[] = months.map(({ name, counts }) => ({ begins: name, ...sumsOf(counts) }))
  return { ...addUp(months.map(({ counts }) => counts)), parts, stock }
}

/** Adds up the counts of parts of a period, in order. */
export function addUp(all: readonly Counts[]): Counts {
  const total = (pick: (counts: Counts) => number) => all.reduce((sum, counts) => sum + pick(counts), 0)
  const sums = Object.fromEntries(sumNames.map((name) => [name, total((counts) => counts[name])])) as Sums
  return {
    ...sums,
    sold: mergeSold(all.flatMap(({ sold }) => sold)),
    carts: { count: total(({ carts }) => carts.count), amount: total(({ carts }) => carts.amount) },
    failedPayments: total(({ failedPayments }) => failedPayments),
    functions: mergeFunctions(all.flatMap(({ functions }) => functions)),
  }
}

/** Returns the sums without the other figures. */
export function sumsOf(counts: Sums): Sums {
  return Object.fromEntries(sumNames.map((name) => [name, counts[name]])) as Sums
}

function mergeSold(all: readonly Sold[]): Sold[] {
  const merged = Object.values(Object.groupBy(all, ({ variantId }) => variantId)).flatMap((group = []) => {
    // The last entry has the newest name.
    const last = group.at(-1)
    if (!last) return []
    const quantity = group.reduce((sum, one) => sum + one.quantity, 0)
    const amount = group.reduce((sum, one) => sum + one.amount, 0)
    return [{ ...last, quantity, amount }]
  })
  return merged.toSorted((a, b) => b.quantity - a.quantity || b.amount - a.amount || (a.sku < b.sku ? -1 : 1))
}

function mergeFunctions(all: readonly FunctionHealth[]): FunctionHealth[] {
  const groups = Object.entries(Object.groupBy(all, ({ name }) => name))
  return groups
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group = []]) => {
      const spread: Record<string, number> = {}
      for (const one of group) {
        for (const [bucket, runs] of Object.entries(one.spread)) spread[bucket] = (spread[bucket] ?? 0) + runs
      }
      const total = (pick: (one: FunctionHealth) => number) => group.reduce((sum, one) => sum + pick(one), 0)
      const [runs, errors] = [total((one) => one.runs), total((one) => one.errors)]
      return { name, runs, errors, ms: total((one) => one.ms), memory: total((one) => one.memory), spread }
    })
}

/** The average revenue of an order, in minor units, rounded half up; null when there were no orders. */
export function averageBasket({ orders, revenue }: Sums): number | null {
  return orders === 0 ? null : Math.floor(revenue / orders + 0.5)
}

/** The 95th percentile of run times in milliseconds, by the nearest rank; at most 5 percent too high. */
export function slowestUsual({ runs, spread }: Pick<FunctionHealth, 'runs' | 'spread'>): number {
  const rank = Math.ceil(runs * 0.95)
  let seen = 0
  const buckets = Object.keys(spread).map(Number)
  for (const bucket of buckets.toSorted((a, b) => a - b)) {
    seen += spread[bucket] ?? 0
    if (seen >= rank) return Math.round(1.05 ** bucket)
  }
  return 0
}

const lambda = pricings.find(({ platform }) => platform === 'AWS Lambda') as Pricing

/**
 * Estimates the cost of the runs in the shop's currency (0.5 is half a euro), at the list price of AWS Lambda (x86, first tier, no free tier;
 * https://aws.amazon.com/lambda/pricing/), for the memory used and at the configured exchange rate.
 */
export function costOf({ runs, memory }: Pick<FunctionHealth, 'runs' | 'memory'>): number {
  const usage = { call: runs, 'GB-second': memory / 1024 / 1000 }
  return costOfUsage(lambda, usage, { included: false }) * shop.usDollar
}
