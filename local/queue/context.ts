import type { DatabaseSync } from 'node:sqlite'
import type { Send } from '#local/chaos/faults.ts'
import type { Limits } from '#local/queue/plans.ts'
import type { Keys } from '#local/queue/store/keys.ts'

/** A path that the scheduler calls, with its times in Unix milliseconds; `last` is null before the first call. */
export type Cron = { path: string; schedule: string; next: number; last: number | null }

/** The state that all parts of the queue share. */
export type QueueContext = {
  database: DatabaseSync
  configuredKeys: Keys
  limits: Limits
  /** the factor by which delays, retries, schedules, rates and the deduplication window are shortened */
  speed: number
  /** starts the deliveries that are possible now */
  wake(): void
  /** the crons of the local scheduler, which the console shows */
  listCrons(): Cron[]
  /** `fetch`, or one with faults before it */
  send: Send
}

/** The address of every publisher, because the queue listens on the loopback interface only. */
export const callerIp = '127.0.0.1'
