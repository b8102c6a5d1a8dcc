/** The parts of the shop whose health is watched, by what they are called. In the order in which they are shown. */
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
 * A part that works and will not for long: the owner has something to do, and shoppers need not know. The SQL function
 * `status_report` leaves it out.
 */
export function isWarning(part: string): boolean {
  return part === 'keys'
}

/** What a part is called; one that is no longer watched keeps the name it is kept under. */
export function namePart(part: string): string {
  return part in parts ? parts[part as Part] : part
}
