import type { Money } from '#lib/money.ts'
import type { OrderEvent, OrderStatus } from '#shop/orders/types.ts'

/** A lamp as a card of the conversation shows it. */
export type LampCard = Readonly<{
  slug: string
  name: string
  tagline: string
  price: Money
  photograph: Readonly<{ url: string; width: number; height: number; alt: string }> | null
  finishes: readonly Readonly<{ id: string; slug: string; name: string; hex: string; stock: number }>[]
  /** why it is shown, where that is not plain */
  reason?: string
}>

export type OrderCard = Readonly<{
  number: string
  status: OrderStatus
  placedAt: string
  events: readonly OrderEvent[]
  trackingNumber: string | null
  lines: readonly { name: string; finish: string; quantity: number }[]
  /** the order's page; opens with the key that the shopper brought, or to its owner */
  address: string
}>

/** What an intent shows. `text` says it in words, for people and for a model; nothing in it is anybody's secret. */
export type Card =
  | Readonly<{ kind: 'lamps'; text: string; lamps: readonly LampCard[]; total: number }>
  | Readonly<{
      kind: 'comparison'
      text: string
      lamps: readonly LampCard[]
      rows: readonly { name: string; values: readonly string[] }[]
    }>
  | Readonly<{ kind: 'fact'; text: string; lamp: LampCard }>
  | Readonly<{ kind: 'policy'; text: string; page: '/shipping' | '/about' }>
  | Readonly<{ kind: 'order'; text: string; order: OrderCard }>
  /** a lamp that goes into the cart when the shopper presses the button */
  | Readonly<{ kind: 'cart'; text: string; lamp: LampCard; variantId: string; quantity: number }>
  /** a return that is asked for when the shopper presses the button */
  | Readonly<{ kind: 'return'; text: string; orderId: string; key: string | null; number: string; reason: string }>
  /** a message that goes to people when the shopper presses the button */
  | Readonly<{ kind: 'question'; text: string; message: string; email: string }>
  /** nothing to show: what cannot be done, and what can */
  | Readonly<{ kind: 'refusal'; text: string }>
