import type { DatabaseSync } from 'node:sqlite'
import type { Faults } from '#local/payments/faults.ts'

/** The API call an event came from; null where no call caused it (a page, a deadline). */
export type Cause = { id: string; idempotency_key: string | null } | null

/** What every part of the service works with. */
export type PaymentsContext = {
  store: DatabaseSync
  /** Milliseconds since 1970. */
  now(): number
  /** Where people reach this service, without a slash at the end. */
  origin: string
  shopName: string
  faults: Faults
  cause: Cause
  /** How long a bank takes to change its mind, in milliseconds. */
  patience: number
  /** The API version of the call. */
  version: string
  /** Tells the deliverer that something is due. */
  wake(): void
}

/** Stripe counts time in whole seconds. */
export function seconds(context: PaymentsContext): number {
  return Math.floor(context.now() / 1000)
}
