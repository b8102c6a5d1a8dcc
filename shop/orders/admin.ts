import { z } from 'zod'
import { startOfDay } from '#lib/days.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { adminColumns, adminRow, listColumns, listRow, toAdminOrder, toEntry } from '#shop/orders/admin-rows.ts'
import type { AdminOrder, OrderEntry, OrderFilter, Run } from '#shop/orders/admin-types.ts'
import { orderRow } from '#shop/orders/orders.ts'

/** The number of orders on one page of the list. */
export const pageSize = 50

const oneOf = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** Reads a filter from URL parameters. Ignores invalid values. */
export const orderFilter: z.ZodType<OrderFilter, unknown> = z.object({
  status: z.preprocess(oneOf, orderRow.shape.status).nullable().catch(null),
  query: z.preprocess(oneOf, z.string().trim().max(100)).catch(''),
  from: z.preprocess(oneOf, z.iso.date()).catch(''),
  until: z.preprocess(oneOf, z.iso.date()).catch(''),
  page: z.preprocess(oneOf, z.coerce.number().int().min(1).max(10_000)).catch(1),
})

export type OrderPage = Readonly<{ orders: readonly OrderEntry[]; total: number; pages: number }>

/** Lists orders for staff: first those that need attention, then the newest. */
export async function listOrders(db: Db, filter: OrderFilter): Promise<OrderPage> {
  const first = (filter.page - 1) * pageSize
  let query = db.from('orders').select(listColumns, { count: 'exact' })
  if (filter.status) query = query.eq('status', filter.status)
  // Keeps only the characters of order numbers and mail addresses: others have a meaning in PostgREST's filters.
  const text = filter.query.replace(/[^\p{L}\p{N}@.+_-]/gu, '')
  if (filter.query && !text) return { orders: [], total: 0, pages: 1 }
  if (text) query = query.or(`number.ilike.%${text}%,email.ilike.%${text}%`)
  const from = startOfDay(filter.from)
  const until = startOfDay(filter.until, 1)
  if (from) query = query.gte('created_at', from.toISOString())
  if (until) query = query.lt('created_at', until.toISOString())
  const answer = await query
    .order('needs_attention', { nullsFirst: false })
    .order('created_at', { ascending: false })
    .order('id')
    .range(first, first + pageSize - 1)
  // A page beyond the last one is empty, not an error (PostgREST answers 416).
  if (answer.error?.code === 'PGRST103') return { orders: [], total: 0, pages: 1 }
  const orders = z.array(listRow).parse(unwrap(answer)).map(toEntry)
  const total = answer.count ?? orders.length
  return { orders, total, pages: Math.max(1, Math.ceil(total / pageSize)) }
}

/** Returns one order with its payments, refunds and history; null when it does not exist or the caller may not see it. */
export async function findAdminOrder(db: Db, orderId: string): Promise<AdminOrder | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const [order, staff] = await Promise.all([
    db.from('orders').select(adminColumns).eq('id', orderId).maybeSingle(),
    db.from('staff').select('user_id, name'),
  ])
  const row = unwrap(order)
  return row ? toAdminOrder(adminRow.parse(row), new Map(unwrap(staff).map((one) => [one.user_id, one.name]))) : null
}

/** Lists every run of one trace, the oldest first. @param trace 32 hexadecimal digits */
export async function listRuns(db: Db, trace: string): Promise<Run[]> {
  const columns = 'id, function, trigger, ms, cold, status, error, started_at'
  const rows = unwrap(await db.from('function_runs').select(columns).eq('trace', trace).order('started_at').limit(200))
  return rows.map(({ started_at, ...run }) => ({ ...run, startedAt: started_at }))
}

/** Marks a paid order as packed. Returns the job that ships it. @throws ShopError forbidden, conflict, not_found */
export async function markPacked(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('staff_pack_order', { order_id: orderId })))
}

/** Hands an order to the carrier. Returns the job that delivers it. @throws ShopError as `markPacked`, and invalid */
export async function markShipped(db: Db, orderId: string, trackingNumber: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('staff_ship_order', { order_id: orderId, tracking_number: trackingNumber })))
}

/** Sends a copy of the receipt. Returns the job for the queue. @throws ShopError forbidden, conflict, too_many */
export async function resendReceipt(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('resend_receipt', { order_id: orderId })))
}

/** Removes the flag of an order that staff have checked. @throws ShopError forbidden, not_found, conflict (money is still owed) */
export async function settleAttention(db: Db, orderId: string): Promise<null> {
  unwrap(await db.rpc('settle_attention', { order_id: orderId }))
  return null
}
