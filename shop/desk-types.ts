import type { Money } from '#lib/money.ts'
import type { StaffRole } from '#shop/account.ts'
import type { Address, OrderEvent, OrderStatus } from '#shop/types.ts'

/** An order in the list of all orders. */
export type OrderEntry = Readonly<{
  id: string
  number: string
  status: OrderStatus
  needsAttention: string | null
  email: string | null
  total: Money
  placedAt: string
}>

/** A line with how many of it are not promised back yet. */
export type DeskLine = Readonly<{
  variantId: string
  name: string
  finish: string
  sku: string
  unitPrice: Money
  quantity: number
  total: Money
  refundable: number
}>

/** A movement of money, as the payment provider knows it. */
export type LedgerEntry = Readonly<{ kind: 'capture' | 'refund'; amount: Money; stripeId: string; at: string }>

export type Refund = Readonly<{
  id: string
  amount: Money
  reason: string
  returnsStock: boolean
  status: 'requested' | 'done' | 'failed'
  stripeId: string | null
  error: string | null
  /** of the member of staff who asked; null when that person is no longer one */
  requestedBy: string | null
  at: string
}>

/** An order as staff see it. `left` is what is neither paid back nor promised back. */
export type DeskOrder = OrderEntry &
  Readonly<{
    subtotal: Money
    shipping: Money
    tax: Money
    refunded: Money
    left: Money
    address: Address | null
    trackingNumber: string | null
    /** the 32 digits that are in every log line about it */
    trace: string
    receiptEmailId: string | null
    lines: readonly DeskLine[]
    events: readonly OrderEvent[]
    ledger: readonly LedgerEntry[]
    /** that the shopper wants to send it back, and why, in their words */
    askedBack: Readonly<{ reason: string; at: string }> | null
    refunds: readonly Refund[]
  }>

export type OrderFilter = Readonly<{
  status: OrderStatus | null
  /** part of a number or of a mail address */
  query: string
  /** days in the shop, such as 2026-11-23, both included */
  from: string
  until: string
  /** counted from 1 */
  page: number
}>

/** One call of a function, as it was written down. */
export type Run = Readonly<{
  id: string
  function: string
  trigger: string
  ms: number
  cold: boolean
  status: number
  error: string | null
  startedAt: string
}>

/** One day of the ledger, in the shop's time zone. `day` is such as 2026-11-23. */
export type Day = Readonly<{ day: string; orders: number; revenue: Money; refunds: Money }>

export type LowStock = Readonly<{ productId: string; name: string; finish: string; sku: string; stock: number }>

export type FailedPhotograph = Readonly<{ id: string; productId: string | null; name: string | null; reason: string }>

export type OpenJob = Readonly<{
  key: string
  name: string
  status: 'waiting' | 'running' | 'failed'
  attempts: number
  error: string | null
  runAt: string
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

/** `days` are thirty, the last one today; `jobs` are those that failed at least once, the dead ones first. */
export type Dashboard = Readonly<{
  days: readonly Day[]
  lowStock: readonly LowStock[]
  failedPhotographs: readonly FailedPhotograph[]
  needsAttention: number
  jobs: readonly OpenJob[]
  jobsWaiting: number
  findings: readonly Finding[]
}>

export type StaffMember = Readonly<{ id: string; name: string; role: StaffRole; since: string }>

/** One change: a field has `before`, `after`, or both. */
export type AuditEntry = Readonly<{
  id: number
  at: string
  actor: string
  action: string
  subject: string
  subjectId: string
  changes: readonly Readonly<{ field: string; before: unknown; after: unknown }>[]
}>

/** `subject` is the name of a table, `actor` the id of a member of staff; pages are counted from 1. */
export type AuditFilter = Readonly<{ subject: string | null; actor: string | null; page: number }>
