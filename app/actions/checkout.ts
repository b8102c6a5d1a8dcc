'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { limitShopping } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { action } from '#app/action.ts'
import { cartForm } from '#app/actions/quantity.ts'
import { getCartId, rememberCart, signedIn } from '#app/session.ts'
import { nameTrip } from '#app/trip.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { createQueue } from '#lib/queue.ts'
import { activeTraceparent } from '#lib/span.ts'
import { createStripe } from '#lib/stripe.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import { continueTrace } from '#lib/trace.ts'
import * as shop from '#shop/cart/cart.ts'
import type { Cart } from '#shop/cart/types.ts'
import { giveBack, startCheckout } from '#shop/orders/checkout.ts'

/** Takes a line out of the cart. */
export const removeFromCart = action(
  z.object({ variantId: z.uuid('Choose a line of your cart.') }),
  async (input) => {
    const cartId = await requireCart()
    await giveBack(checkoutContext(), cartId, input.variantId)
    await shop.removeFromCart(anonymous(env()), cartId, input.variantId)
    await show(cartId)
    return 'Removed from your cart.'
  },
  '/cart',
)

/** Saves the typed quantities. Unless the shopper pressed "Update", it then places the order and redirects to the payment page. */
export const submitCart = action(
  cartForm,
  async ({ quantities, total, update }) => {
    // When the shop refuses, the cart shows the stock that caused it.
    refresh()
    const cartId = await requireCart()
    const changed = await changeQuantities(cartId, quantities)
    if (update) {
      await show(cartId)
      return 'Cart updated.'
    }
    const cart = changed.length > 0 ? await show(cartId) : null
    const short = cart?.lines.find((line) => changed.includes(line.variantId) && line.state !== 'ok')
    if (short) {
      throw new ShopError(
        'sold_out',
        `Only ${short.stock} left of ${short.name} in ${short.finish}. Change its quantity.`,
      )
    }
    nameTrip('checkout')
    const person = await signedIn()
    // The account of a visit ends within a day, and an order stays.
    const owner = person && !person.user.isVisitor ? person.user : null
    const userId = owner?.id ?? null
    const network = await limitShopping('checkout', [cartId, userId])
    const context = {
      ...checkoutContext(),
      siteUrl: env().SITE_URL,
      trace: activeTraceparent() ?? continueTrace(null),
    }
    const expected = cart ? cart.total.amount : total
    const { url } = await startCheckout(context, cartId, { userId, email: owner?.email, network, expected })
    redirect(url)
  },
  '/cart',
)

/** Sets the quantities that differ from the cart's. What an unpaid order holds of them goes back first. Gives the variants. */
async function changeQuantities(cartId: string, quantities: ReadonlyMap<string, number>): Promise<string[]> {
  const { lines } = await shop.getCart(anonymous(env()), cartId)
  const changed = lines.filter((line) => (quantities.get(line.variantId) ?? line.quantity) !== line.quantity)
  for (const { variantId } of changed) {
    await giveBack(checkoutContext(), cartId, variantId)
    await shop.setQuantity(anonymous(env()), cartId, variantId, quantities.get(variantId) ?? 1)
  }
  return changed.map((line) => line.variantId)
}

/** What it takes to talk about the unpaid order of a cart. */
function checkoutContext() {
  const settings = env()
  return { db: asRole(settings, 'checkout'), stripe: createStripe(settings), queue: createQueue(settings) }
}

async function requireCart(): Promise<string> {
  const cartId = await getCartId()
  if (!cartId) throw new ShopError('not_found', 'Your cart is empty. Choose a lamp first.')
  return cartId
}

/** Shows the changed cart, and gives it. */
async function show(cartId: string): Promise<Cart> {
  const cart = await shop.getCart(anonymous(env()), cartId)
  await rememberCart(cartId, cart.count)
  refresh()
  return cart
}
