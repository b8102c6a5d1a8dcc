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
  stock: number
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
