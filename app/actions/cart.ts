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
 * Puts a variant into the cart. Without JavaScript the answer is the cart's page.
 * A cookie that is set makes Next throw away all that the browser has prefetched, so it is set for a new cart only.
 */
export const addToCart = action(z.object({ variantId, quantity }), async (input) => {
  const db = anonymous(env())
  const known = await getCartId()
  const added = await shop.addToCart(db, known, input.variantId, input.quantity)
  const cartId = added === known ? added : await keepForAccount(added)
  const { count, lines } = await shop.getCart(db, cartId)
  const withoutScript = await postedWithoutScript()
  if (withoutScript || cartId !== known) await rememberCart(cartId, count)
  if (withoutScript) redirect('/cart')
  refresh()
  const line = lines.find((candidate) => candidate.variantId === input.variantId)
  return `${line ? `${line.name} in ${line.finish}` : 'The lamp'} is in your cart, which now holds ${count}.`
})

/** Changes how many of a line are wanted. */
export const setQuantity = action(
  z.object({ variantId, quantity }),
  async (input) => {
    const cartId = await requireCart()
    await shop.setQuantity(anonymous(env()), cartId, input.variantId, input.quantity)
    await show(cartId)
    return 'Your cart is up to date.'
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
    return 'The lamp is out of your cart.'
  },
  '/cart',
)

/** Places the order, takes the stock, and goes to the payment page. */
export const checkOut = action(
  z.object({}),
  async () => {
    // When the shop refuses, the cart is shown with the stock that it refused for.
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

/** A new cart belongs to the account of whoever is signed in, and joins the one that was filled elsewhere. */
async function keepForAccount(cartId: string): Promise<string> {
  const person = await signedIn()
  return person ? ((await joinCart(person.db, cartId)) ?? cartId) : cartId
}

async function requireCart(): Promise<string> {
  const cartId = await getCartId()
  if (!cartId) throw new ShopError('not_found', 'Your cart is empty by now. Choose a lamp and try again.')
  return cartId
}

/** Shows the changed cart. */
async function show(cartId: string): Promise<void> {
  const { count } = await shop.getCart(anonymous(env()), cartId)
  await rememberCart(cartId, count)
  refresh()
}
