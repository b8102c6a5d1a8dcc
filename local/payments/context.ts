import type { DatabaseSync } from 'node:sqlite'
import type { Faults } from '#local/payments/faults.ts'

/** The API call that caused an event; null when a page or a deadline caused it. */
export type Cause = { id: string; idempotency_key: string | null } | null

/** The state that all parts of the service share. */
export type PaymentsContext = {
  store: DatabaseSync
  /** Milliseconds since 1970. */
  now(): number
  /** The public address of this service, without a slash at the end. */
  origin: string
  shopName: string
  faults: Faults
  cause: Cause
  /** Milliseconds until a bank's later action, such as a dispute or a failed refund. */
  bankDelay: number
  /** The API version of the call. */
  version: string
  /** Wakes the deliverer because a delivery may be due. */
  wake(): void
}

/** Stripe counts time in whole seconds. */
export function seconds(context: PaymentsContext): number {
  return Math.floor(context.now() / 1000)
}
