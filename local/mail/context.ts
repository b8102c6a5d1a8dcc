import type { DatabaseSync } from 'node:sqlite'

/** What every part of the mail service works with. */
export type Context = {
  store: DatabaseSync
  apiKey: string
  /** the clock, in Unix milliseconds */
  now(): number
  /** true while the API refuses everything, as in an outage; kept in memory only */
  stopped: boolean
}
