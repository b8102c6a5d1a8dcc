import { firstLetter } from '#lib/cut.ts'
import type { OrderStatus } from '#shop/orders/types.ts'

/** The name of each status, as people read it. */
export const statusWords: Readonly<Record<OrderStatus, string>> = {
  pending: 'Awaiting payment',
  paid: 'Paid',
  packed: 'Packed',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
}

/** The steps of an order without a cancellation or full refund. */
export const steps = ['paid', 'packed', 'shipped', 'delivered'] as const

/** True for a status that no other follows. */
export function isLast(status: OrderStatus): boolean {
  return status === 'delivered' || status === 'cancelled' || status === 'refunded'
}

/** What each status means for the shopper. Shown after the status word, so it does not repeat it. */
export const statusSentences: Readonly<Record<OrderStatus, string>> = {
  pending: 'This usually takes a few seconds. This page updates by itself.',
  paid: 'We pack your lamps next.',
  packed: 'The carrier collects your parcel next.',
  shipped: 'Your parcel is on its way.',
  delivered: 'The carrier has delivered your parcel.',
  cancelled: 'If you were charged, we refund you to the same payment method.',
  refunded: 'We refund you to the same payment method.',
}

/** Masks a mail address so that its owner recognises it: `m…@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '…' : `${firstLetter(email)}…${email.slice(at)}`
}
