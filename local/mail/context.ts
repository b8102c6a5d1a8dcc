import type { DatabaseSync } from 'node:sqlite'

/** What every part of the mail service works with. */
export type MailContext = {
  store: DatabaseSync
  apiKey: string
  /** the domains that mails may be sent from */
  domains: readonly string[]
  /** how many calls of the API are answered in one second */
  requestsPerSecond: number
  /** true when recipients at `example.com` and its like are refused; the inbox has one switch for this and the pace */
  refusesExamples: boolean
  /** the clock, in Unix milliseconds */
  now(): number
  /** true while the API refuses everything, as in an outage; kept in memory only */
  stopped: boolean
}
