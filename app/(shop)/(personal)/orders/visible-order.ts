import 'server-only'
import * as z from 'zod'
import { env } from '#lib/env.ts'
import { anonymous, type Db } from '#lib/supabase.ts'
import { findOrder } from '#shop/orders/orders.ts'
import type { Order } from '#shop/orders/types.ts'

export const linkParameters = z.object({ id: z.uuid(), key: z.string().regex(/^[\w-]{1,100}$/) })
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
