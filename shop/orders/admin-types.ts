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
}>

/** A line with how many of it are not promised back yet. */
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

/** A movement of money, as the payment provider knows it. */
export type LedgerEntry = Readonly<{
  kind: 'capture' | 'refund' | 'refund_failed' | 'dispute'
  amount: Money
  stripeId: string
  at: string
}>

export type Refund = Readonly<{
  id: string
  amount: Money
  reason: string
  returnsStock: boolean
  status: 'requested' | 'pending' | 'done' | 'failed'
  stripeId: string | null
  error: string | null
  /** of the member of staff who asked; null when that person is no longer one, or when nobody of the staff did */
  requestedBy: string | null
  at: string
}>

/** A bank that asks for a payment back. `status` is Stripe's word, `dueAt` when the shop must have answered. */
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
 * An order as staff see it. `left` is what is neither paid back nor promised back, `leftElsewhere` the same of payments in other
 * currencies.
 */
export type AdminOrder = OrderEntry &
  Readonly<{
    subtotal: Money
    shipping: Money
    tax: Money
    refunded: Money
    left: Money
    leftElsewhere: readonly Money[]
    address: Address | null
    trackingNumber: string | null
    /** the 32 digits that are in every log line about it */
    trace: string
    receiptEmailId: string | null
    /** why the mail service will never take the receipt */
    receiptError: string | null
    lines: readonly AdminLine[]
    events: readonly OrderEvent[]
    ledger: readonly LedgerEntry[]
    /** that the shopper wants to send it back, and why, in their words */
    askedBack: Readonly<{ reason: string; at: string }> | null
    refunds: readonly Refund[]
    disputes: readonly Dispute[]
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
