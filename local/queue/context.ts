import type { DatabaseSync } from 'node:sqlite'
import type { Keys } from '#local/queue/store/keys.ts'

/** What every part of the queue works with. */
export type Context = {
  database: DatabaseSync
  configuredKeys: Keys
  /** how many times faster than real time delays, retries, schedules, rates and the deduplication window pass */
  speed: number
  /** looks for deliveries that became possible */
  wake(): void
}
