/** The names of the parts that the health check watches, in the order in which pages show them. */
export const parts = {
  pages: 'Store pages',
  database: 'Database',
  storage: 'Photographs and files',
  payments: 'Payments',
  webhooks: 'Payment webhooks',
  queue: 'Queue',
  jobs: 'Background jobs',
  'dead-letters': 'Dead letters',
  mail: 'Mail',
  reports: 'Nightly reports',
  keys: 'Keys',
} as const

export type Part = keyof typeof parts

/**
 * A part that works now but will fail soon: the owner must act, and shoppers need not know. The SQL function
 * `status_report` leaves it out.
 */
export function isWarning(part: string): boolean {
  return part === 'keys'
}

/** Returns the title of a part. A part that is no longer watched keeps its stored name. */
export function namePart(part: string): string {
  return part in parts ? parts[part as Part] : part
}
