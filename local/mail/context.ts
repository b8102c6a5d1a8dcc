import type { DatabaseSync } from 'node:sqlite'

/** The state that all parts of the mail service share. */
export type MailContext = {
  store: DatabaseSync
  apiKey: string
  /** the domains that senders may use */
  domains: readonly string[]
  /** the number of API calls that are answered in one second */
  requestsPerSecond: number
  /** true when recipients at `example.com` and similar domains are refused; one button sets this and the rate limit */
  refusesExamples: boolean
  /** the clock, in Unix milliseconds */
  now(): number
  /** true while the API refuses everything, as in an outage; kept in memory only */
  stopped: boolean
}
