import type { Money } from '#lib/money.ts'
import type { Finding } from '#shop/health/types.ts'

/** One day of the ledger, in the shop's time zone. `day` is such as 2026-11-23. */
export type Day = Readonly<{ day: string; orders: number; revenue: Money; refunds: Money }>

export type LowStock = Readonly<{ productId: string; name: string; finish: string; sku: string; stock: number }>

export type FailedPhotograph = Readonly<{ id: string; productId: string | null; name: string | null; reason: string }>

export type OpenJob = Readonly<{
  key: string
  name: string
  status: 'waiting' | 'running' | 'failed'
  attempts: number
  error: string | null
  runAt: string
}>

/** `days` are the last thirty, today last; `jobs` are jobs that failed at least once, the dead ones first. */
export type Dashboard = Readonly<{
  days: readonly Day[]
  lowStock: readonly LowStock[]
  failedPhotographs: readonly FailedPhotograph[]
  needsAttention: number
  jobs: readonly OpenJob[]
  jobsWaiting: number
  findings: readonly Finding[]
}>
