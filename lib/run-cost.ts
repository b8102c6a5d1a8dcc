import { cardFees, type Meter, type Pricing } from '#lib/platform-prices.ts'

/** A run of a function, as far as it costs. */
export type MeteredRun = {
  /** how it was called */
  trigger: 'http' | 'webhook' | 'queue' | 'cron'
  /** milliseconds from begin to end */
  ms: number
  /** milliseconds of a busy processor; as long as the run where nobody measured it, which is the most */
  cpuMs?: number
  /** MB that the function's definition asks for */
  megabytes: number
}

/** How often each thing was used that a platform may charge for. */
export type Usage = Readonly<Partial<Record<Meter, number>>>

/**
 * What runs use on a platform: each is a call; it takes its memory, and a processor, for its seconds; one by the queue takes the
 * operations of its job. QStash calls a schedule as it delivers a job, and so do the platforms' own schedulers.
 * @param runs each as often as it runs
 */
export function usageOf(pricing: Pricing, runs: readonly { run: MeteredRun; times: number }[]): Usage {
  const total = (pick: (run: MeteredRun) => number) => runs.reduce((sum, { run, times }) => sum + pick(run) * times, 0)
  const works = pricing.processor === 'while it works'
  return {
    call: total(() => 1),
    'HTTP call': total(({ trigger }) => Number(trigger === 'http' || trigger === 'webhook')),
    'GB-second': total(({ ms, megabytes }) => (ms / 1000) * (pricing.megabytes(megabytes) / 1024)),
    'CPU-second': total(({ ms, cpuMs = ms }) => (works ? cpuMs : ms) / 1000),
    'queue operation': total(({ trigger }) => (trigger === 'queue' ? pricing.operations : 0)),
    'scheduled call': total(({ trigger }) => Number(trigger === 'cron')),
  }
}

/** Adds up uses. */
export function addUsage(...all: readonly Usage[]): Usage {
  const meters = [...new Set(all.flatMap((usage) => Object.keys(usage)))] as Meter[]
  return Object.fromEntries(meters.map((meter) => [meter, all.reduce((sum, one) => sum + (one[meter] ?? 0), 0)]))
}

/** What a month without a visitor uses beside its scheduled runs. @param lines of jobs, @param schedules of functions */
export const idleUsage = (
  { idleOperations = 0 }: Pricing,
  { lines, schedules }: { lines: number; schedules: number },
): Usage => ({ 'queue operation': idleOperations * lines, schedule: schedules })

/**
 * USD for a use: for each price, units x price. Transfer, logs and storage are not in it.
 * @param included whether what a month has free, and what is paid already, is taken off; the use is then that of a month
 */
export function costOfUsage(pricing: Pricing, usage: Usage, { included }: { included: boolean }): number {
  const costs = pricing.prices.map(({ meter, usd, per, started, seller, ...price }) => {
    const units = Math.max(0, (usage[meter] ?? 0) - (included ? (price.included ?? 0) : 0))
    const packages = units / per
    // A package is bought whole. What its runs cost each is then their share of the package.
    return { usd: (started && included ? Math.ceil(packages) : packages) * usd, own: !seller }
  })
  const sum = (own: boolean) => costs.reduce((total, cost) => total + (cost.own === own ? cost.usd : 0), 0)
  return Math.max(0, sum(true) - (included ? (pricing.credit ?? 0) : 0)) + sum(false)
}

/** USD for one run, at the full price. */
export const costOfRun = (pricing: Pricing, run: MeteredRun): number =>
  costOfUsage(pricing, usageOf(pricing, [{ run, times: 1 }]), { included: false })

/** How often a schedule calls in a month of 730 hours: five fields, of which the store uses minutes, hours and the day of the week. */
export function callsPerMonth(cron: string): number {
  const [minute = '', hour = '', , , weekday = ''] = cron.split(' ')
  const every = /^\*(?:\/(\d+))?$/.exec(minute)
  const perDay = (every ? 60 / Number(every[1] ?? 1) : 1) * (hour === '*' ? 24 : 1)
  return perDay * (730 / 24) * (weekday === '*' ? 1 : 1 / 7)
}

/** A cluster of one's own: what its nodes cost in a month, in any currency, and the processors that they have. */
export type Cluster = { nodes: number; pricePerHour: number; processors: number }

/**
 * What functions cost on a cluster of one's own, where a call has no price: nodes x price per hour x 730, times the share of the
 * processors that the pods hold. A pod holds them from its start until the platform takes it away, not only while a call runs.
 * @param podSeconds of all pods of functions in a month
 * @param perPod processors that a pod asks for
 */
export function shareOfCluster(
  { nodes, pricePerHour, processors }: Cluster,
  podSeconds: number,
  perPod: number,
): number {
  const month = nodes * pricePerHour * 730
  return (month * podSeconds * perPod) / (nodes * processors * 730 * 3600)
}

/** What Stripe takes of a payment by card, in minor units, rounded half up. It is the same wherever functions run. */
export const cardFee = (amount: number): number => Math.floor(amount * cardFees.share + 0.5) + cardFees.fixed
