/** The parts of the shop whose health is watched, by what they are called. In the order in which they are shown. */
export const parts = {
  pages: 'Store pages',
  database: 'Database',
  storage: 'Photographs and files',
  payments: 'Payments',
  webhooks: 'News of payments',
  queue: 'Queue',
  jobs: 'Background work',
  'dead-letters': 'Work that was given up',
  mail: 'Mail',
  reports: 'Nightly reports',
} as const

export type Part = keyof typeof parts

/** What a part is called; one that is no longer watched keeps the name it is kept under. */
export function namePart(part: string): string {
  return part in parts ? parts[part as Part] : part
}
