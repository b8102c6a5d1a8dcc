// What platforms charge for runs of functions, as dated data. Grade D: the vendor's own page; T: somebody's dated copy of it. A price
// that nobody could confirm is not here, so that no page shows one. All in USD and without VAT.

/** What is counted. `GB-second`: memory while a run lasts; `CPU-second`: a processor, where it is charged apart from memory. */
export type Meter =
  | 'call'
  /** a call that comes over HTTP, where the platform charges for its gateway too */
  | 'HTTP call'
  | 'GB-second'
  | 'CPU-second'
  /** an operation of the queue */
  | 'queue operation'
  /** a call by the scheduler */
  | 'scheduled call'
  /** a schedule, for a month */
  | 'schedule'

export type Price = {
  meter: Meter
  /** USD for `per` units */
  usd: number
  per: number
  /** units of each month that cost nothing */
  included?: number
  /** a part of `per` costs as much as the whole */
  started?: true
  /** who sends the bill, when it is not the platform: its credit covers nothing of it */
  seller?: 'Upstash'
  region: string
  asOf: string
  source: string
  grade: 'D' | 'T'
}

export type Pricing = {
  platform: string
  prices: readonly Price[]
  /** the MB that are charged for a function with so many; those of an instance, where it has one size for all */
  megabytes: (configured: number) => number
  /** a processor is charged while it works, or for as long as a run lasts */
  processor: 'while it works' | 'while a run lasts'
  /** operations of the queue for one job that succeeds at once */
  operations: number
  /** operations of the queue in a month without any job, for each line of jobs: the platform asks whether there is one */
  idleOperations?: number
  /** USD of each month's use of the platform that are paid already */
  credit?: number
  /** functions that cannot run there, by their names: a sum with them would be of no use */
  cannot?: readonly string[]
}

const hour = 3600
const million = 1_000_000
const copy = 'a dated copy of'
const infracost = { asOf: '2024-07-01', grade: 'T' } as const
const asConfigured = (megabytes: number) => megabytes

/** Every attempt to deliver is a message, and so is every call of a schedule. */
const qstash = {
  usd: 1,
  per: 100_000,
  region: 'all',
  asOf: '2026-06-12',
  source: `${copy} upstash.com/pricing/qstash, pay as you go`,
  grade: 'T',
  seller: 'Upstash',
} as const
const qstashPrices: readonly Price[] = [
  { meter: 'queue operation', ...qstash },
  { meter: 'scheduled call', ...qstash },
]

const vercel = {
  region: 'fra1',
  asOf: '2026-04-03',
  source: 'vercel.com/docs, managed infrastructure',
  grade: 'D',
} as const
const lambda = { region: 'eu-central-1', source: `${copy} aws.amazon.com/lambda/pricing`, grade: 'T' } as const
const azure = {
  region: 'East US 2',
  asOf: '2026-10-05',
  source: `${copy} the Azure Retail Prices API, Flex`,
  grade: 'T',
} as const
const cloudRun = { region: 'tier 1', asOf: '2026-07-01', source: 'cloud.google.com/run/pricing', grade: 'D' } as const

export const pricings: readonly Pricing[] = [
  {
    platform: 'Vercel',
    prices: [
      { meter: 'call', usd: 0.6, per: million, ...vercel, region: 'all' },
      { meter: 'GB-second', usd: 0.0152, per: hour, ...vercel },
      { meter: 'CPU-second', usd: 0.184, per: hour, ...vercel },
      // Its own cron jobs have no price.
      { meter: 'queue operation', ...qstash },
    ],
    // One size for all functions, here for one call at a time: calls that share an instance share its price.
    megabytes: () => 2048,
    processor: 'while it works',
    operations: 1,
    credit: 20,
  },
  {
    platform: 'AWS Lambda',
    prices: [
      { meter: 'call', usd: 0.2, per: million, included: million, asOf: '2026-09-20', ...lambda },
      { meter: 'GB-second', usd: 0.000_016_666_7, per: 1, included: 400_000, asOf: '2026-09-20', ...lambda },
      {
        meter: 'HTTP call',
        usd: 1,
        per: million,
        region: 'us-east-1',
        ...infracost,
        source: `${copy} API Gateway’s prices`,
      },
      {
        meter: 'queue operation',
        usd: 0.4,
        per: million,
        included: million,
        region: 'us-east-1',
        ...infracost,
        source: `${copy} the prices of SQS`,
      },
      {
        meter: 'scheduled call',
        usd: 1.25,
        per: million,
        included: 14 * million,
        region: 'Tokyo',
        asOf: '2024-10-01',
        source: `${copy} the price list of EventBridge`,
        grade: 'T',
      },
    ],
    megabytes: asConfigured,
    processor: 'while a run lasts',
    // Send, receive, delete.
    operations: 3,
    // Lambda begins with five connections to a queue, each of which asks for twenty seconds at a time.
    idleOperations: (5 * (730 * hour)) / 20,
  },
  {
    platform: 'Azure Functions',
    prices: [
      { meter: 'call', usd: 0.4, per: million, included: 250_000, ...azure },
      { meter: 'GB-second', usd: 0.000_026, per: 1, included: 100_000, ...azure },
      {
        meter: 'queue operation',
        usd: 0.004,
        per: 10_000,
        region: 'not named',
        ...infracost,
        source: `${copy} the prices of Storage queues`,
      },
    ],
    megabytes: (configured) => [512, 2048, 4096].find((size) => size >= configured) ?? 4096,
    processor: 'while a run lasts',
    operations: 3,
  },
  {
    platform: 'Google Cloud',
    prices: [
      { meter: 'call', usd: 0.4, per: million, included: 2 * million, ...cloudRun },
      { meter: 'GB-second', usd: 0.000_002_5, per: 1, included: 360_000, ...cloudRun },
      { meter: 'CPU-second', usd: 0.000_024, per: 1, included: 180_000, ...cloudRun },
      {
        meter: 'queue operation',
        usd: 0.4,
        per: million,
        included: million,
        region: 'all',
        asOf: '2026-07-01',
        source: `${copy} the prices of Cloud Tasks`,
        grade: 'T',
      },
      {
        meter: 'schedule',
        usd: 0.1,
        per: 1,
        included: 3,
        region: 'all',
        asOf: '2026-07-01',
        source: `${copy} the prices of Cloud Scheduler`,
        grade: 'T',
      },
    ],
    megabytes: asConfigured,
    processor: 'while a run lasts',
    // Adding a task, and its delivery.
    operations: 2,
  },
  {
    platform: 'Supabase Edge',
    // Two seconds of a processor, 256 MB, and no child process.
    cannot: ['make-thumbnail', 'make-sales-report'],
    prices: [
      {
        meter: 'call',
        usd: 2,
        per: million,
        included: 2 * million,
        started: true,
        region: 'all',
        asOf: '2026-11-29',
        source: 'supabase.com/docs, Edge Function invocations',
        grade: 'D',
      },
      ...qstashPrices,
    ],
    megabytes: asConfigured,
    processor: 'while a run lasts',
    operations: 1,
  },
]

/** What a payment costs, on every platform: a share of the amount, and a fixed part in minor units of the currency. */
export const cardFees = {
  share: 0.015,
  fixed: 25,
  currency: 'eur',
  region: 'a standard card of the EEA, for a shop in the EEA',
  asOf: '2023-04-10',
  source: 'support.stripe.com, pricing updates for the EEA',
  grade: 'D',
} as const

/** The prices that are older than a year, one line each; they may have changed. @param now in milliseconds */
export function listOldPrices(now: number): string[] {
  const all = pricings.flatMap(({ platform, prices }) => prices.map((price) => ({ platform, ...price })))
  const cards = { platform: 'Stripe', meter: 'payment', ...cardFees }
  const old = [...all, cards].filter(({ asOf }) => isOld(asOf, now))
  return [...new Set(old.map(({ platform, meter, asOf }) => `${platform}, ${meter}: ${asOf}`))]
}

/** Whether a day is more than a year ago. @param now in milliseconds */
export const isOld = (asOf: string, now: number): boolean => now - Date.parse(asOf) > 366 * 86_400_000
