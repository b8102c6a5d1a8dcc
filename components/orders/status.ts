import type { OrderStatus } from '#shop/orders/types.ts'

/** The word for each state of an order. */
export const statusWords: Readonly<Record<OrderStatus, string>> = {
  pending: 'Awaiting payment',
  paid: 'Paid',
  packed: 'Packed',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
}

/** The way of an order that goes well. */
export const steps = ['paid', 'packed', 'shipped', 'delivered'] as const

/** True when nothing more will happen to an order. */
export function isLast(status: OrderStatus): boolean {
  return status === 'delivered' || status === 'cancelled' || status === 'refunded'
}

/** What the state means for whoever waits, in a sentence. */
export const statusSentences: Readonly<Record<OrderStatus, string>> = {
  pending: 'Your payment has not reached us yet. That usually takes a few seconds; this page follows it.',
  paid: 'We have your payment. The lamps go to the packing table next.',
  packed: 'Packed, and waiting for the carrier.',
  shipped: 'On the way to you.',
  delivered: 'Delivered. Mind the dusk.',
  cancelled: 'This order was cancelled. If anything was charged, it goes back the way it came.',
  refunded: 'Your money is on its way back, the way it came.',
}

/** An address of which just enough is shown to be known again: `m…@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`
}
