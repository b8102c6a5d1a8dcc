'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action, postedWithoutScript } from '#app/action.ts'
import { quantity } from '#app/actions/quantity.ts'
import { getCartId, rememberCart, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { createQueue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import { continueTrace } from '#lib/trace.ts'
import * as shop from '#shop/cart/cart.ts'
import { joinCart } from '#shop/cart/cart.ts'
import { startCheckout } from '#shop/orders/checkout.ts'

const variantId = z.uuid('Choose a finish first.')

/**
 * Puts a variant into the cart. Without JavaScript the answer is the cart page.
 * Setting a cookie makes Next discard everything that the browser has prefetched, so only a new cart sets it.
 */
export const addToCart = action(z.object({ variantId, quantity }), async (input) => {
  const db = anonymous(env())
  const known = await getCartId()
  const added = await shop.addToCart(db, known, input.variantId, input.quantity)
  const cartId = added === known ? added : await joinAccountCart(added)
  const { count, lines } = await shop.getCart(db, cartId)
  const withoutScript = await postedWithoutScript()
  if (withoutScript || cartId !== known) await rememberCart(cartId, count)
  if (withoutScript) redirect('/cart')
  refresh()
  const line = lines.find((candidate) => candidate.variantId === input.variantId)
  return `${line ? `${line.name} in ${line.finish}` : 'The lamp'} is in your cart, which now holds ${count}.`
})

/** Changes the quantity of a line. */
export const setQuantity = action(
  z.object({ variantId, quantity }),
  async (input) => {
    const cartId = await requireCart()
    await shop.setQuantity(anonymous(env()), cartId, input.variantId, input.quantity)
    await show(cartId)
    return 'Cart updated.'
  },
  '/cart',
)

/** Takes a line out of the cart. */
export const removeFromCart = action(
  z.object({ variantId }),
  async (input) => {
    const cartId = await requireCart()
    await shop.removeFromCart(anonymous(env()), cartId, input.variantId)
    await show(cartId)
    return 'Removed from your cart.'
  },
  '/cart',
)

/** Places the order, takes the stock, and redirects to the payment page. */
export const checkOut = action(
  z.object({}),
  async () => {
    // When the shop refuses, the cart shows the stock that caused it.
    refresh()
    const cartId = await requireCart()
    const settings = env()
    const context = {
      db: asRole(settings, 'checkout'),
      stripe: createStripe(settings),
      queue: createQueue(settings),
      siteUrl: settings.SITE_URL,
      trace: continueTrace((await headers()).get('traceparent')),
    }
    const { url } = await startCheckout(context, cartId, (await signedIn())?.user.id ?? null)
    redirect(url)
  },
  '/cart',
)

/** Gives a new cart to the account of the signed-in person, and joins it to the account's cart from another device. */
async function joinAccountCart(cartId: string): Promise<string> {
  const person = await signedIn()
  return person ? ((await joinCart(person.db, cartId)) ?? cartId) : cartId
}

async function requireCart(): Promise<string> {
  const cartId = await getCartId()
  if (!cartId) throw new ShopError('not_found', 'Your cart is empty. Choose a lamp first.')
  return cartId
}

async function show(cartId: string): Promise<void> {
  const { count } = await shop.getCart(anonymous(env()), cartId)
  await rememberCart(cartId, count)
  refresh()
}
