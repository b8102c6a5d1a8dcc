import type { Money } from '#lib/money.ts'

export type OrderStatus = 'pending' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'

export type OrderLine = Readonly<{
  name: string
  finish: string
  sku: string
  slug: string | null
  /** the URL of a small photograph of the finish, for mails */
  picture: string | null
  unitPrice: Money
  quantity: number
  total: Money
}>

export type OrderEvent = Readonly<{ status: OrderStatus; note: string; at: string }>

export type Address = Readonly<{
  name: string
  line1: string
  line2: string | null
  postalCode: string
  city: string
  country: string
}>

export type Order = Readonly<{
  id: string
  /** such as NL-10001 */
  number: string
  /** Realtime sends here that the order has changed. */
  topic: string
  status: OrderStatus
  email: string | null
  address: Address | null
  lines: readonly OrderLine[]
  subtotal: Money
  shipping: Money
  tax: Money
  /** the rate of the country of delivery, in percent */
  taxRate: number
  total: Money
  refunded: Money
  events: readonly OrderEvent[]
  placedAt: string
  trackingNumber: string | null
  /** true when the mail service refused the receipt for good */
  receiptFailed: boolean
  /** when the shopper requested a return */
  returnRequestedAt: string | null
  /** the last day to return it, such as 2026-12-30; null before it is delivered */
  returnUntil: string | null
  /** the 32 hexadecimal digits of the trace id in every log line of this order */
  trace: string
}>

/** The fields of an order in a list. */
export type OrderSummary = Readonly<{
  id: string
  number: string
  status: OrderStatus
  total: Money
  placedAt: string
  lines: readonly { name: string; quantity: number }[]
}>
