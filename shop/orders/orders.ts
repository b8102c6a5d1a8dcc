import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { traceId } from '#lib/trace.ts'
import type { Order } from '#shop/orders/types.ts'

const amount = z.number().int()

/** An order as SQL functions return it. Only roles that may know the session and the key receive them. */
export const orderRow = z.object({
  id: z.uuid(),
  number: z.string(),
  access_key: z.string().optional(),
  topic: z.string(),
  session_id: z.string().nullish(),
  status: z.enum(['pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded']),
  email: z.string().nullable(),
  address: z
    .object({
      name: z.string(),
      line1: z.string(),
      line2: z.string().nullable(),
      postalCode: z.string(),
      city: z.string(),
      country: z.string(),
    })
    .nullable(),
  currency: z.string(),
  subtotal: amount,
  shipping: amount,
  tax: amount,
  tax_rate: z.number(),
  total: amount,
  refunded: amount,
  trace: z.string(),
  tracking_number: z.string().nullable(),
  has_receipt: z.boolean().default(false),
  receipt_failed: z.boolean().default(false),
  return_requested_at: z.string().nullish(),
  return_until: z.iso.date().nullish(),
  placed_at: z.string(),
  lines: z.array(
    z.object({
      name: z.string(),
      finish: z.string(),
      sku: z.string(),
      slug: z.string().nullable(),
      picture: z.string().nullish(),
      unit_amount: amount,
      quantity: amount,
      total: amount,
    }),
  ),
  events: z.array(z.object({ status: z.string(), note: z.string(), at: z.string() })),
})
export type OrderRow = z.infer<typeof orderRow>

/** Converts a row into an order. @param db knows the addresses of photographs */
export function toOrder(db: Db, row: OrderRow): Order {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    number: row.number,
    topic: row.topic,
    status: row.status,
    email: row.email,
    address: row.address,
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    tax: money(row.tax),
    taxRate: row.tax_rate,
    total: money(row.total),
    refunded: money(row.refunded),
    lines: row.lines.map(({ unit_amount, total, picture, ...line }) => ({
      ...line,
      unitPrice: money(unit_amount),
      total: money(total),
      picture: picture ? db.storage.from('photographs').getPublicUrl(picture).data.publicUrl : null,
    })),
    events: row.events as Order['events'],
    placedAt: row.placed_at,
    trackingNumber: row.tracking_number,
    receiptFailed: row.receipt_failed,
    returnRequestedAt: row.return_requested_at ?? null,
    returnUntil: row.return_until ?? null,
    trace: traceId(row.trace) ?? '',
  }
}

/**
 * Returns an order to its owner (the database checks the caller) or to anybody with its key; null to everybody else.
 * @param accessKey from the link in the receipt; null for a signed-in owner
 */
export async function findOrder(db: Db, orderId: string, accessKey: string | null): Promise<Order | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const input = { order_id: orderId, ...(accessKey ? { access_key: accessKey } : {}) }
  const row = unwrap(await db.rpc('get_order', input))
  return row ? toOrder(db, orderRow.parse(row)) : null
}
