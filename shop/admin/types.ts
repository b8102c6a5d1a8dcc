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
