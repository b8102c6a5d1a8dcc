import 'server-only'
import { connection } from 'next/server'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { createQueue } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { anonymous, asRole, type Db } from '#lib/supabase.ts'
import { confirmOrder } from '#shop/orders/checkout.ts'
import { findOrder } from '#shop/orders/orders.ts'
import type { Order } from '#shop/orders/types.ts'

const linkParameters = z.object({ id: z.uuid(), key: z.string().regex(/^[\w-]{1,100}$/) })
const ownParameters = z.object({ id: z.uuid(), key: z.null().optional() })

/**
 * Finds an order for somebody who may see it: the holder of the link with its key, or the signed-in owner. Gives null
 * for a wrong key and for an unknown order alike.
 * @param key the parameter `key`, which is a list when the address has it twice
 * @param owner the database as the signed-in person, used when there is no key
 */
export async function findVisibleOrder(
  id: string,
  key: string | string[] | null | undefined,
  owner: Db | null,
): Promise<Order | null> {
  if (owner && ownParameters.safeParse({ id, key }).success) return findOrder(owner, id, null)
  const parsed = linkParameters.safeParse({ id, key })
  return parsed.success ? findOrder(anonymous(env()), parsed.data.id, parsed.data.key) : null
}

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
