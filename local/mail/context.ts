import type { DatabaseSync } from 'node:sqlite'

/** What every part of the mail service works with. */
export type Context = {
  store: DatabaseSync
  apiKey: string
  /** the domains that mails may be sent from */
  domains: readonly string[]
  /** how many calls of the API are answered in one second; the inbox has a switch for it */
  requestsPerSecond: number
  /** the clock, in Unix milliseconds */
  now(): number
  /** true while the API refuses everything, as in an outage; kept in memory only */
  stopped: boolean
}
