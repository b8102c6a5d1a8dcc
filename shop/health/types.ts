/** How often a part was looked at on a day of the shop, and how often it did not work. */
export type StatusDay = Readonly<{ day: string; checks: number; failed: number }>

export type StatusPart = Readonly<{ part: string; name: string; ok: boolean; days: readonly StatusDay[] }>

/** A time in which a part did not work; `endedAt` is null while it lasts. */
export type Incident = Readonly<{ part: string; name: string; beganAt: string; endedAt: string | null }>

/** An incident that goes on, for staff: `note` says why. */
export type OpenIncident = Readonly<{ part: string; name: string; note: string; beganAt: string }>

/** How the shop is and was. `isSilent` when nobody has looked for longer than there is between two checks. */
export type Status = Readonly<{
  checkedAt: string | null
  isSilent: boolean
  /** minutes between two health checks */
  everyMinutes: number
  parts: readonly StatusPart[]
  incidents: readonly Incident[]
}>

/** A row that breaks what must hold, with what it breaks. `detail` says which row it is. */
export type Finding = Readonly<{
  id: string
  invariant: string
  promise: string
  detail: string
  foundAt: string
  orderId: string | null
  orderNumber: string | null
}>
