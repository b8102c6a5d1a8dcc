/** How many checks of a part there were on one day in the shop's time zone, and how many failed. */
export type StatusDay = Readonly<{ day: string; checks: number; failed: number }>

export type StatusPart = Readonly<{ part: string; name: string; ok: boolean; days: readonly StatusDay[] }>

/** A time in which a part failed; `endedAt` is null while it lasts. */
export type Incident = Readonly<{ part: string; name: string; beganAt: string; endedAt: string | null }>

/** An open incident, for staff: `note` says why. */
export type OpenIncident = Readonly<{ part: string; name: string; note: string; beganAt: string }>

/** The status of the shop. `isSilent` is true when the last health check is too long ago. */
export type Status = Readonly<{
  checkedAt: string | null
  isSilent: boolean
  /** minutes between two health checks */
  everyMinutes: number
  /** in a demo, the moment before which everything was generated */
  pastEnd: string | null
  parts: readonly StatusPart[]
  incidents: readonly Incident[]
}>

/** A row that breaks an invariant. `detail` identifies the row. */
export type Finding = Readonly<{
  id: string
  invariant: string
  promise: string
  detail: string
  foundAt: string
  orderId: string | null
  orderNumber: string | null
}>
