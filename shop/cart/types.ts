import type { Money } from '#lib/money.ts'
import type { Photograph } from '#shop/catalog/types.ts'

export type CartLine = Readonly<{
  variantId: string
  slug: string
  name: string
  finish: string
  hex: string
  unitPrice: Money
  quantity: number
  total: Money
  /** how many this cart may hold */
  stock: number
  /**
   * Whether the lamp is available. The sum leaves out every line that is not 'ok': too few are left, none is left but an unpaid
   * order may release some, none is left, or the lamp is no longer sold.
   */
  state: 'ok' | 'short' | 'held' | 'sold_out' | 'gone'
  photograph: Photograph | null
  /** the finish that the photograph shows; null when nobody has said */
  pictured: string | null
}>

/** A cart without its id, because the id opens the cart. `shipping` is the parcel's price at this subtotal; the total contains `tax`. */
export type Cart = Readonly<{
  lines: readonly CartLine[]
  count: number
  subtotal: Money
  shipping: Money
  tax: Money
  total: Money
}>
