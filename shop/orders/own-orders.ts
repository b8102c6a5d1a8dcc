import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { OrderSummary } from '#shop/orders/types.ts'

const summaryRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(['pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded']),
  total_amount: z.number().int(),
  currency: z.string(),
  created_at: z.string(),
  order_lines: z.array(z.object({ name: z.string(), quantity: z.number().int() })),
})

/** Lists the last hundred orders of an account, newest first. Filters by account because staff may read every order. */
export async function listOwnOrders(db: Db, userId: string): Promise<OrderSummary[]> {
  const columns = 'id, number, status, total_amount, currency, created_at, order_lines(name, quantity)'
  const query = db.from('orders').select(columns).eq('user_id', userId)
  const rows = unwrap(await query.order('created_at', { ascending: false }).limit(100))
  return z
    .array(summaryRow)
    .parse(rows)
    .map(({ id, number, status, total_amount, currency, created_at, order_lines }) => ({
      id,
      number,
      status,
      total: { amount: total_amount, currency },
      placedAt: created_at,
      lines: order_lines,
    }))
}
