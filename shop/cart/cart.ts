import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Cart } from '#shop/cart/types.ts'
import { photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import { shop } from '#shop.config.ts'

const amount = z.number().int()

const cartRow = z.object({
  currency: z.string(),
  count: amount,
  subtotal: amount,
  shipping: amount,
  tax: amount,
  total: amount,
  lines: z.array(
    z.object({
      variant_id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      finish: z.string(),
      hex: z.string(),
      unit_amount: amount,
      quantity: amount,
      stock: amount,
      state: z.enum(['ok', 'short', 'held', 'sold_out', 'gone']),
      photograph: photographRow.nullable(),
      pictured: z.string().nullable(),
    }),
  ),
})

/** Returns a cart at today's prices; an empty cart when the id is unknown or null. */
export async function getCart(db: Db, cartId: string | null): Promise<Cart> {
  if (cartId === null) {
    const nothing = { amount: 0, currency: shop.currency }
    return { lines: [], count: 0, subtotal: nothing, shipping: nothing, tax: nothing, total: nothing }
  }
  const cart = cartRow.parse(unwrap(await db.rpc('get_cart', { cart_id: cartId })))
  const money = (amount: number) => ({ amount, currency: cart.currency })
  return {
    count: cart.count,
    subtotal: money(cart.subtotal),
    shipping: money(cart.shipping),
    tax: money(cart.tax),
    total: money(cart.total),
    lines: cart.lines.map((line) => ({
      variantId: line.variant_id,
      slug: line.slug,
      name: line.name,
      finish: line.finish,
      hex: line.hex,
      unitPrice: money(line.unit_amount),
      quantity: line.quantity,
      total: money(line.unit_amount * line.quantity),
      stock: line.stock,
      state: line.state,
      photograph: line.photograph && toPhotograph(db, line.photograph),
      pictured: line.pictured,
    })),
  }
}

/** `addId`: two calls with the same id add once. */
export type Wanted = { variantId: string; quantity: number; addId?: string | undefined }

/**
 * Adds lamps to a cart; creates a cart when the id is null or unknown. Returns the id of the cart.
 * @param db signed in as `checkout`
 * @throws ShopError invalid (quantity), not_found, sold_out
 */
export async function addToCart(db: Db, cartId: string | null, wanted: Wanted): Promise<string> {
  const { variantId, quantity, addId } = wanted
  const input = { cart_id: cartId as string, variant_id: variantId, quantity, ...(addId ? { add_id: addId } : {}) }
  return unwrap(await db.rpc('add_to_cart', input))
}

/** Sets the quantity of a line. It may exceed the stock: the line then shows that. @throws ShopError invalid, not_found */
export async function setQuantity(db: Db, cartId: string, variantId: string, quantity: number): Promise<void> {
  unwrap(await db.rpc('set_cart_quantity', { cart_id: cartId, variant_id: variantId, quantity }))
}

/** Removes a line; does nothing when the cart does not have it. */
export async function removeFromCart(db: Db, cartId: string, variantId: string): Promise<void> {
  unwrap(await db.rpc('remove_from_cart', { cart_id: cartId, variant_id: variantId }))
}

/** Merges a guest's cart into the account's cart. Returns the id of the cart to use from now on, null when there is none. */
export async function joinCart(db: Db, cartId: string | null): Promise<string | null> {
  return unwrap(await db.rpc('join_cart', { cart_id: cartId as string }))
}
