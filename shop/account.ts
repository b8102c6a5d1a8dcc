import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { euro } from '#lib/money.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { OrderSummary } from '#shop/types.ts'

export type StaffRole = 'owner' | 'editor' | 'viewer'

const staffRow = z.object({ role: z.enum(['owner', 'editor', 'viewer']), name: z.string() })

/** The role and name of a member of staff, or null. Only staff can see who is. */
export async function findStaff(db: Db, userId: string): Promise<z.infer<typeof staffRow> | null> {
  const row = unwrap(await db.from('staff').select('role, name').eq('user_id', userId).maybeSingle())
  return row && staffRow.parse(row)
}

const summaryRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(['pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded']),
  total_amount: z.number().int(),
  created_at: z.string(),
  order_lines: z.array(z.object({ name: z.string(), quantity: z.number().int() })),
})

/** The last hundred orders of an account, newest first. Staff may read every order, so it says whose it wants. */
export async function listOwnOrders(db: Db, userId: string): Promise<OrderSummary[]> {
  const columns = 'id, number, status, total_amount, created_at, order_lines(name, quantity)'
  const query = db.from('orders').select(columns).eq('user_id', userId)
  const rows = unwrap(await query.order('created_at', { ascending: false }).limit(100))
  return z
    .array(summaryRow)
    .parse(rows)
    .map(({ id, number, status, total_amount, created_at, order_lines }) => ({
      id,
      number,
      status,
      total: euro(total_amount),
      placedAt: created_at,
      lines: order_lines,
    }))
}

/** Joins a guest's cart with that of the account. Gives the cart to use from now on, null when there is none. */
export async function joinCart(db: Db, cartId: string | null): Promise<string | null> {
  return unwrap(await db.rpc('join_cart', { cart_id: cartId as string }))
}

/**
 * Counts a try.
 * @param db signed in as `gatekeeper`
 * @param key what is counted, hashed: no address of anybody is kept
 * @param most how many tries are allowed in `seconds`
 * @throws ShopError too_many, which says when to come back
 */
export async function takeTurn(db: Db, key: string, most: number, seconds: number): Promise<void> {
  const wait = unwrap(await db.rpc('take_turn', { key, most, seconds }))
  if (wait === 0) return
  const minutes = Math.ceil(wait / 60)
  const when = minutes > 1 ? `in ${minutes} minutes` : 'in a minute'
  throw new ShopError('too_many', `That was a lot of tries. Please come back ${when}.`)
}
