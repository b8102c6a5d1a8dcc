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

const asked = z.object({ id: z.uuid(), key: z.string().regex(/^[\w-]{1,100}$/) })
const own = z.object({ id: z.uuid(), key: z.null().optional() })

/**
 * The order of a guest link, or one's own. Whoever has the link may see the order, so a wrong key and an unknown order
 * look the same.
 * @param key the parameter `key`, which is a list when it was given twice
 * @param owner signed in as whoever asks without a key
 */
export async function findAskedOrder(
  id: string,
  key: string | string[] | null | undefined,
  owner: Db | null,
): Promise<Order | null> {
  if (owner && own.safeParse({ id, key }).success) return findOrder(owner, id, null)
  const parsed = asked.safeParse({ id, key })
  return parsed.success ? findOrder(anonymous(env()), parsed.data.id, parsed.data.key) : null
}

/** The same for who comes back from paying: asks Stripe where the payment is not known here yet. */
export async function confirmAskedOrder(id: string, key: string | string[] | undefined): Promise<Order | null> {
  // A token knows the time, which only a request has.
  await connection()
  const parsed = asked.safeParse({ id, key })
  if (!parsed.success) return null
  const settings = env()
  const context = { db: asRole(settings, 'checkout'), stripe: createStripe(settings), queue: createQueue(settings) }
  return confirmOrder(context, parsed.data.id, parsed.data.key)
}
