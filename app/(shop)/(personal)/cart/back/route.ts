import { redirect } from 'next/navigation'
import { getCartId } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { createQueue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { asRole } from '#lib/supabase.ts'
import { giveBack } from '#shop/orders/checkout.ts'

const log = createLog({ scope: 'cart' })

/** The way back from the payment page: closes that page, gives back what the unpaid order held, and shows the cart. */
export async function GET(): Promise<never> {
  const settings = env()
  const cartId = await getCartId()
  const context = { db: asRole(settings, 'checkout'), stripe: createStripe(settings), queue: createQueue(settings) }
  let unpaid = false
  try {
    if (cartId) unpaid = await giveBack(context, cartId)
  } catch (error) {
    // The sweep settles the order later; the shopper need not wait for Stripe.
    log.warn('an unpaid order was not given up', { error })
  }
  // Nothing was given up when the order was paid, or settled before.
  redirect(unpaid ? '/cart?payment=cancelled' : '/cart')
}
