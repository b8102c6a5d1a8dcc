'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitShopping } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { action, postedWithoutScript } from '#app/action.ts'
import { quantity } from '#app/actions/quantity.ts'
import { getCartId, rememberCart, signedIn } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import * as shop from '#shop/cart/cart.ts'

// Every page of the shop brings this file to its function. What talks to Stripe is in checkout.ts, which only the cart brings.

const variantId = z.uuid('Choose a finish first.')

/**
 * Puts a variant into the cart. Without JavaScript the answer is the cart page. The page makes `addId`, and sends the same again when
 * it got no answer.
 * Setting a cookie makes Next send the page again and discard everything that the browser has prefetched, so only a new cart sets it.
 * A cart page that is open asks for itself again (CartSync).
 */
export const addToCart = action(z.object({ variantId, quantity, addId: z.uuid().optional() }), async (input) => {
  const db = asRole(env(), 'checkout')
  const known = await getCartId()
  if (!known) await limitShopping('cart')
  const added = await shop.addToCart(db, known, input)
  const cartId = added === known ? added : await joinAccountCart(added)
  const { count, lines } = await shop.getCart(anonymous(env()), cartId)
  const withoutScript = await postedWithoutScript()
  if (withoutScript || cartId !== known) await rememberCart(cartId, count)
  if (withoutScript) redirect('/cart')
  const line = lines.find((candidate) => candidate.variantId === input.variantId)
  return `${line ? `${line.name} in ${line.finish}` : 'The lamp'} is in your cart, which now holds ${count}.`
})

/** Gives a new cart to the account of the signed-in person, and joins it to the account's cart from another device. */
async function joinAccountCart(cartId: string): Promise<string> {
  const person = await signedIn()
  return person ? ((await shop.joinCart(person.db, cartId)) ?? cartId) : cartId
}
