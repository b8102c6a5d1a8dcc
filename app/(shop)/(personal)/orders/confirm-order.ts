import 'server-only'
import { connection } from 'next/server'
import { linkParameters } from '#app/(shop)/(personal)/orders/visible-order.ts'
import { env } from '#lib/env.ts'
import { createQueue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { asRole } from '#lib/supabase.ts'
import { confirmOrder } from '#shop/orders/checkout.ts'
import type { Order } from '#shop/orders/types.ts'

/** Like `findVisibleOrder`, for a shopper who returns from the payment page: asks Stripe when the payment is not recorded yet. */
export async function confirmVisibleOrder(id: string, key: string | string[] | undefined): Promise<Order | null> {
  // Signing a database token reads the clock, which makes this route dynamic.
  await connection()
  const parsed = linkParameters.safeParse({ id, key })
  if (!parsed.success) return null
  const settings = env()
  const context = { db: asRole(settings, 'checkout'), stripe: createStripe(settings), queue: createQueue(settings) }
  return confirmOrder(context, parsed.data.id, parsed.data.key)
}
