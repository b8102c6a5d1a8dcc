// What platforms charge for runs, as dated data. Grade D: the vendor's own page; T: somebody's dated copy of it. Prices that nobody
// could confirm are not here. All without VAT, in USD.

/** How sure a price is. */
type Grade = 'D' | 'T'
export type Price = {
  platform: string
  /** USD for a million calls */
  perMillionCalls: number
  /** USD for a second of one GB of memory */
  perGbSecond: number
  /** USD for a second of one processor, where it is charged apart from memory */
  perCpuSecond: number
  region: string
  asOf: string
  source: string
  grade: Grade
}

const hour = 3600

export const prices: readonly Price[] = [
  {
    platform: 'Vercel',
    perMillionCalls: 0.6,
    perGbSecond: 0.0152 / hour,
    perCpuSecond: 0.184 / hour,
    region: 'fra1',
    asOf: '2026-04-03',
    source: 'vercel.com, managed infrastructure',
    grade: 'D',
  },
  {
    platform: 'AWS Lambda',
    perMillionCalls: 0.2,
    perGbSecond: 0.000_016_666_7,
    perCpuSecond: 0,
    region: 'eu-central-1, x86',
    asOf: '2026-09-20',
    source: 'aws.amazon.com/lambda/pricing, a dated copy',
    grade: 'T',
  },
  {
    platform: 'Azure Functions',
    perMillionCalls: 0.4,
    perGbSecond: 0.000_026,
    perCpuSecond: 0,
    region: 'East US 2, Flex',
    asOf: '2026-10-05',
    source: 'Azure Retail Prices API, a dated copy',
    grade: 'T',
  },
  {
    platform: 'Google Cloud',
    perMillionCalls: 0.4,
    perGbSecond: 0.000_002_5,
    perCpuSecond: 0.000_024,
    region: 'tier 1',
    asOf: '2026-07-01',
    source: 'cloud.google.com/run/pricing',
    grade: 'D',
  },
  {
    platform: 'Supabase Edge',
    perMillionCalls: 2,
    perGbSecond: 0,
    perCpuSecond: 0,
    region: 'all',
    asOf: '2026-11-29',
    source: 'supabase.com/docs, Edge Function invocations',
    grade: 'D',
  },
]

/** A call, as far as it costs: seconds from begin to end, seconds of a busy processor, and GB of memory. */
export type Call = { wall: number; cpu: number; gigabytes: number }

/**
 * USD for so many calls, without free amounts and transfer: calls x price per call + seconds x GB x price of memory + seconds of the
 * processor x its price. Vercel charges a processor while it works, Google while a call runs.
 */
export function costOf(price: Price, calls: number, { wall, cpu, gigabytes }: Call): number {
  const busy = price.platform === 'Vercel' ? cpu : wall
  const perCall = wall * gigabytes * price.perGbSecond + busy * price.perCpuSecond
  return (calls / 1_000_000) * price.perMillionCalls + calls * perCall
}
