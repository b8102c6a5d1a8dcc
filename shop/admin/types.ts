/** How much waits for staff. */
export type AdminCounts = Readonly<{
  /** orders that need attention */
  attention: number
  /** paid orders that are not packed */
  toPack: number
  /** jobs that run again only when somebody replays them */
  deadJobs: number
  /** finishes for sale with at most five in stock */
  lowStock: number
  failedPhotographs: number
}>

/** The kinds of things that the search of the admin finds, in the order of its answer. */
export type AdminKind = 'order' | 'product' | 'photograph' | 'report' | 'trace' | 'job' | 'person'

/** Something that the search has found. */
export type AdminHit = Readonly<{
  kind: AdminKind
  /** unique within its kind */
  id: string
  title: string
  note: string
  /** the state of an order, a photograph, a lamp or a job */
  state: string | null
  href: string
}>
