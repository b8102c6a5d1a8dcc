import type { Money } from '#lib/money.ts'
import type { OrderEvent, OrderStatus } from '#shop/orders/types.ts'

export type CardPicture = Readonly<{ url: string; width: number; height: number; alt: string }>

/** A lamp on a card of the conversation. */
export type LampCard = Readonly<{
  slug: string
  name: string
  tagline: string
  price: Money
  photograph: CardPicture | null
  /** the finish that the photograph shows; null when nobody has said */
  pictured: string | null
  finishes: readonly Readonly<{
    id: string
    slug: string
    name: string
    hex: string
    stock: number
    /** of this finish; null when there is none */
    photograph: CardPicture | null
  }>[]
  /** the reason why it is shown, unless it is obvious */
  reason?: string
}>

export type OrderCard = Readonly<{
  number: string
  status: OrderStatus
  placedAt: string
  events: readonly OrderEvent[]
  trackingNumber: string | null
  lines: readonly { name: string; finish: string; quantity: number }[]
  /** the path of the order's page, with the shopper's key unless they own the order */
  address: string
}>

/** The answer of an intent. `text` says it in words, for people and for a model, and contains no secret. */
export type Card =
  | Readonly<{ kind: 'lamps'; text: string; lamps: readonly LampCard[]; total: number }>
  | Readonly<{
      kind: 'comparison'
      text: string
      lamps: readonly LampCard[]
      rows: readonly { name: string; values: readonly string[] }[]
    }>
  | Readonly<{ kind: 'fact'; text: string; lamp: LampCard }>
  | Readonly<{ kind: 'policy'; text: string; page: '/shipping' | '/about' | '/cart' }>
  | Readonly<{ kind: 'order'; text: string; order: OrderCard }>
  /** a lamp to add to the cart when the shopper presses the button */
  | Readonly<{ kind: 'cart'; text: string; lamp: LampCard; variantId: string; quantity: number }>
  /** a return to request when the shopper presses the button */
  | Readonly<{ kind: 'return'; text: string; orderId: string; key: string | null; number: string; reason: string }>
  /** a message to the staff, sent when the shopper presses the button */
  | Readonly<{ kind: 'question'; text: string; message: string; email: string }>
  /** two or three full questions, of which the shopper presses the one that they mean */
  | Readonly<{ kind: 'readings'; text: string; readings: readonly string[] }>
  /** text only: why there is no answer, and which question has one */
  | Readonly<{ kind: 'refusal'; text: string }>
