/** How often a function ran, and how long in all, in milliseconds. */
export type RunSum = Readonly<{ name: string; runs: number; ms: number }>

/** Runs of a function of some days. `firstMs` and `nextMs` are medians of runs that went well; null without one. */
export type FunctionRuns = RunSum &
  Readonly<{
    /** runs that were the first of their process */
    cold: number
    firstMs: number | null
    nextMs: number | null
  }>

/** What ran because of one kind of thing: `order`, `photograph`, or the call of a scheduled function, by its name. */
export type Cause = Readonly<{ name: string; times: number; functions: readonly RunSum[] }>

/** The runs of some days, as far as they cost. */
export type RunCosts = Readonly<{
  since: string
  functions: readonly FunctionRuns[]
  causes: readonly Cause[]
  /** the mean total of the orders that are counted, in minor units; null without one */
  orderAmount: number | null
}>

/** What the shop's own runs cost on a platform, in USD; null where there was none to measure. */
export type PlatformSheet = Readonly<{
  platform: string
  /** all runs of the days, at the full price */
  all: number
  run: number | null
  order: number | null
  photograph: number | null
  /** a month without a visitor, at the full price and with what a month has free */
  idle: number
  idleIncluded: number
}>

/** What runs of a function cost on a platform, in USD, without what a month has free. */
export type PlatformCost = Readonly<{
  platform: string
  perMillion: number
  /** what the counted runs cost together */
  spent: number
  /** the day of the oldest price in it, such as 2026-04-03 */
  asOf: string
  sources: readonly string[]
}>

/** A price as the page shows it. `grade` is D for the vendor's own page, T for somebody's dated copy. */
export type PriceRow = Readonly<{
  platform: string
  meter: string
  price: string
  included: number
  region: string
  asOf: string
  source: string
  grade: 'D' | 'T'
  /** the price is more than a year old */
  isOld: boolean
}>

/** What the runs of one trace cost where every price is from the vendor's own page, in USD; the queue is left out. */
export type OwnCost = Readonly<{ platform: string; usd: number; asOf: string }>
