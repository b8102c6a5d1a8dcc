import * as z from 'zod'
import { startOfDay } from '#lib/days.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob, toJobs } from '#lib/jobs.ts'
import { type Neighbours, neighbours, type PagePlace, pagePlaceOf, sortValues } from '#lib/place.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { adminRow, listRow, toAdminOrder, toEntry } from '#shop/orders/admin-rows.ts'
import type { AdminOrder, OrderEntry, OrderFilter } from '#shop/orders/admin-types.ts'
import { orderRow } from '#shop/orders/orders.ts'

/** The number of orders on one page of the list. */
const pageSize = 50

const oneOf = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** Reads a filter from URL parameters. Ignores invalid values. */
export const orderFilter: z.ZodType<OrderFilter, unknown> = z.object({
  status: z
    .preprocess(oneOf, orderRow.shape.status.or(z.literal('attention')))
    .nullable()
    .catch(null),
  query: z.preprocess(oneOf, z.string().trim().max(100)).catch(''),
  from: z.preprocess(oneOf, z.iso.date()).catch(''),
  until: z.preprocess(oneOf, z.iso.date()).catch(''),
})

/** Reads where a page of the orders is from URL parameters: whether the order needs attention, and when it was placed. */
export const orderPlace = pagePlaceOf([sortValues.flag, sortValues.moment])

/** `total` is of all pages, and one more than `mostCounted` when there are more. */
export type OrderPage = Readonly<{ orders: readonly OrderEntry[]; total: number }> & Neighbours

const orderPage = z.object({ total: z.number().int(), orders: z.array(listRow), ...neighbours })

/**
 * Lists a page of the orders for staff: first those that need attention, then the newest. A viewer gets masked values.
 * @throws ShopError forbidden
 */
export async function listOrders(db: Db, filter: OrderFilter, page: PagePlace): Promise<OrderPage> {
  const from = startOfDay(filter.from)
  const until = startOfDay(filter.until, 1)
  const input = {
    ...page,
    most: pageSize,
    query: filter.query,
    ...statusInput(filter.status),
    ...(from ? { since: from.toISOString() } : {}),
    ...(until ? { until: until.toISOString() } : {}),
  }
  const { orders, ...rest } = orderPage.parse(unwrap(await db.rpc('list_orders', input)))
  return { orders: orders.map(toEntry), ...rest }
}

function statusInput(status: OrderFilter['status']) {
  if (status === 'attention') return { attention: true }
  return status ? { status } : {}
}

/**
 * Returns one order with its payments, refunds and history; null when it does not exist. A viewer gets masked values.
 * @throws ShopError forbidden
 */
export async function findAdminOrder(db: Db, orderId: string): Promise<AdminOrder | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const row = unwrap(await db.rpc('admin_order', { order_id: orderId }))
  return row ? toAdminOrder(adminRow.parse(row)) : null
}

/** Marks a paid order as packed. Returns the job that ships it. @throws ShopError forbidden, conflict, not_found */
export async function markPacked(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('staff_pack_order', { order_id: orderId })))
}

/** Hands an order to the carrier. Returns the jobs that deliver it and mail the shopper. @throws ShopError as `markPacked`, and invalid */
export async function markShipped(db: Db, orderId: string, trackingNumber: string): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('staff_ship_order', { order_id: orderId, tracking_number: trackingNumber })))
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
