import type { DatabaseSync } from 'node:sqlite'
import type { Limits } from '#local/queue/plans.ts'
import type { Keys } from '#local/queue/store/keys.ts'

/** A path that the scheduler calls, with its times in Unix milliseconds; `last` is null when it never did. */
export type Cron = { path: string; schedule: string; next: number; last: number | null }

/** What every part of the queue works with. */
export type QueueContext = {
  database: DatabaseSync
  configuredKeys: Keys
  limits: Limits
  /** how many times faster than real time delays, retries, schedules, rates and the deduplication window pass */
  speed: number
  /** looks for deliveries that became possible */
  wake(): void
  /** what the scheduler of this machine calls, for the console to show */
  listCrons(): Cron[]
}

/** The address of every publisher: the queue listens on this machine's loopback interface alone. */
export const callerIp = '127.0.0.1'
