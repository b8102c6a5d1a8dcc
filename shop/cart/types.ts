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
  /** how many this cart may have */
  stock: number
  /**
   * Whether it can be had. What is not 'ok' is out of the sum: fewer are left, none is left but somebody may give theirs back, none
   * is left, or the lamp is no longer sold.
   */
  state: 'ok' | 'short' | 'held' | 'sold_out' | 'gone'
  photograph: Photograph | null
}>

/** A cart's id is a key to it, so it is no part of what pages get. `shipping` is what the parcel costs at this subtotal; `tax` is contained in the total. */
export type Cart = Readonly<{
  lines: readonly CartLine[]
  count: number
  subtotal: Money
  shipping: Money
  tax: Money
  total: Money
}>
