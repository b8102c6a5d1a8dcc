import * as z from 'zod'
import { isOwnForm } from '#app/(shop)/(personal)/origin.ts'
import { limitShopping } from '#app/(shop)/(personal)/sign-in/limits.ts'
import { answerForm } from '#app/action.ts'
import { quantity } from '#app/actions/quantity.ts'
import { forgetAnswer, keepAnswer } from '#app/answer.ts'
import { getCartId, rememberCart, signedIn } from '#app/session.ts'
import { inTrip } from '#app/trip.ts'
import { env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { readBody } from '#lib/read-body.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import { addToCart, getCart, joinCart } from '#shop/cart/cart.ts'

/** Bytes. Three short fields take less than one kilobyte; a body is kept in memory while it is read. */
const largestForm = 10_240

const lamp = z.object({ variantId: z.uuid('Choose a finish first.'), quantity, addId: z.uuid().optional() })

/**
 * Puts a variant into the cart: `POST /cart/add`. A script asks for JSON and gets what the form shows; without one the answer is the cart page.
 * The page makes `addId`, and sends the same again when it got no answer. A cart page that is open asks for itself again (CartSync).
 * No server action: one that sets a cookie makes Next send the page again, and discard everything that the browser has prefetched.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request.headers))
    return new Response('This form was sent by another site, so nothing was done.', { status: 403 })
  const form = await readForm(request)
  if (form instanceof Response) return form
  const state = await inTrip(() => answer(form))
  if (request.headers.get('accept') === 'application/json') return Response.json(state)
  await forgetAnswer()
  if (!state.ok) await keepAnswer(state)
  return new Response(null, { status: 303, headers: { location: '/cart' } })
}

/** Gives the form, or the refusal of a body that is none. */
async function readForm(request: Request): Promise<FormData | Response> {
  const type = request.headers.get('content-type') ?? ''
  try {
    return await new Response(await readBody(request, largestForm), { headers: { 'content-type': type } }).formData()
  } catch (error) {
    if (!(error instanceof ShopError)) return Response.json({ error: 'The body is no form.' }, { status: 400 })
    return Response.json({ error: error.message }, { status: error.status })
  }
}

const answer = answerForm(lamp, async (wanted) => {
  const known = await getCartId()
  if (!known) await limitShopping('cart')
  const added = await addToCart(asRole(env(), 'checkout'), known, wanted)
  const cartId = added === known ? added : await joinAccountCart(added)
  const { count, lines } = await getCart(anonymous(env()), cartId)
  await rememberCart(cartId, count)
  const line = lines.find(({ variantId }) => variantId === wanted.variantId)
  return `${line ? `${line.name} in ${line.finish}` : 'The lamp'} is in your cart, which now holds ${count}.`
})

/** Gives a new cart to the account of the signed-in person, and joins it to the account's cart from another device. */
async function joinAccountCart(cartId: string): Promise<string> {
  const person = await signedIn()
  return person ? ((await joinCart(person.db, cartId)) ?? cartId) : cartId
}
