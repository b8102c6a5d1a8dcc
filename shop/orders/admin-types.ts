import type { Money } from '#lib/money.ts'
import type { Address, OrderEvent, OrderStatus } from '#shop/orders/types.ts'

/** An order in the list of all orders. */
export type OrderEntry = Readonly<{
  id: string
  number: string
  status: OrderStatus
  needsAttention: string | null
  email: string | null
  total: Money
  placedAt: string
  /** made up with a demo: it can be looked at, but not worked with */
  isGenerated: boolean
}>

/** A line, with the quantity that is not refunded and has no requested refund. */
export type AdminLine = Readonly<{
  variantId: string
  name: string
  finish: string
  sku: string
  unitPrice: Money
  quantity: number
  total: Money
  refundable: number
}>

/** A movement of money at the payment provider. */
export type LedgerEntry = Readonly<{
  kind: 'capture' | 'refund' | 'refund_failed' | 'dispute'
  amount: Money
  stripeId: string
  at: string
}>

export type Refund = Readonly<{
  id: string
  amount: Money
  /** null when the caller may not read it */
  reason: string | null
  returnsStock: boolean
  status: 'requested' | 'pending' | 'done' | 'failed'
  stripeId: string | null
  error: string | null
  /** the name of the member of staff who requested it, for a viewer their role; null when nobody on the staff did */
  requestedBy: string | null
  at: string
}>

/** A dispute of a payment. `status` is Stripe's; `dueAt` is the deadline for the shop's evidence. */
export type Dispute = Readonly<{
  id: string
  amount: Money
  reason: string
  status: string
  isOpen: boolean
  dueAt: string | null
  at: string
}>

/**
 * An order as staff see it. `left` is the sum that is not refunded and has no requested refund; `leftElsewhere` is the same for
 * payments in other currencies.
 */
export type AdminOrder = OrderEntry &
  Readonly<{
    subtotal: Money
    shipping: Money
    tax: Money
    refunded: Money
    left: Money
    leftElsewhere: readonly Money[]
    /** true for a viewer: free text is left out, the address has only city and country, and the mail address is masked */
    isMasked: boolean
    address: Address | null
    trackingNumber: string | null
    /** the 32 digits of the trace id in every log line of this order */
    trace: string
    hasReceipt: boolean
    receiptEmailId: string | null
    /** why the mail service refused the receipt for good */
    receiptError: string | null
    lines: readonly AdminLine[]
    events: readonly OrderEvent[]
    ledger: readonly LedgerEntry[]
    /** the shopper's request to return the order, with their reason */
    returnRequest: Readonly<{ reason: string | null; at: string }> | null
    refunds: readonly Refund[]
    disputes: readonly Dispute[]
  }>

export type OrderFilter = Readonly<{
  status: OrderStatus | 'attention' | null
  /** part of an order number; for editors and owners also of a mail address or of the name on the parcel */
  query: string
  /** days in the shop's time zone, such as 2026-11-23, both included */
  from: string
  until: string
}>
