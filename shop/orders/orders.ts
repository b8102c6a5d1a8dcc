import { z } from 'zod'
import { type Job, toJob } from '#lib/jobs.ts'
import { euro } from '#lib/money.ts'
import type { CheckoutSession, Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { traceId } from '#lib/trace.ts'
import type { Order } from '#shop/orders/types.ts'

const amount = z.number().int()

/** An order as SQL functions give it. The session and the key are there for the roles that may know them. */
export const orderRow = z.object({
  id: z.uuid(),
  number: z.string(),
  access_key: z.string().optional(),
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
  subtotal: amount,
  shipping: amount,
  tax: amount,
  total: amount,
  refunded: amount,
  trace: z.string(),
  tracking_number: z.string().nullable(),
  return_requested_at: z.string().nullish(),
  placed_at: z.string(),
  lines: z.array(
    z.object({
      name: z.string(),
      finish: z.string(),
      sku: z.string(),
      slug: z.string().nullable(),
      unit_amount: amount,
      quantity: amount,
      total: amount,
    }),
  ),
  events: z.array(z.object({ status: z.string(), note: z.string(), at: z.string() })),
})
export type OrderRow = z.infer<typeof orderRow>

/** The noun from its row. */
export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    email: row.email,
    address: row.address,
    subtotal: euro(row.subtotal),
    shipping: euro(row.shipping),
    tax: euro(row.tax),
    total: euro(row.total),
    refunded: euro(row.refunded),
    lines: row.lines.map(({ unit_amount, total, ...line }) => ({
      ...line,
      unitPrice: euro(unit_amount),
      total: euro(total),
    })),
    events: row.events as Order['events'],
    placedAt: row.placed_at,
    trackingNumber: row.tracking_number,
    returnRequestedAt: row.return_requested_at ?? null,
    trace: traceId(row.trace) ?? '',
  }
}

/**
 * An order, for its owner (the database knows who asks) or for whoever holds its key; null for everybody else.
 * @param accessKey from the link in the receipt; null for a signed-in owner
 */
export async function findOrder(db: Db, orderId: string, accessKey: string | null): Promise<Order | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const input = { order_id: orderId, ...(accessKey ? { access_key: accessKey } : {}) }
  const row = unwrap(await db.rpc('get_order', input))
  return row ? toOrder(orderRow.parse(row)) : null
}

/**
 * Marks the order of a paid session as paid: state, ledger and job in one transaction, once, whoever calls.
 * Gives the job to ring for while it is not done.
 * @throws Error when the session is not paid or is not one of ours
 */
export async function markPaid(db: Db, session: CheckoutSession): Promise<Job | null> {
  if (session.payment_status !== 'paid') throw new Error(`session ${session.id} is not paid`)
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id
  const shipping = session.collected_information?.shipping_details
  const input = {
    order_id: z.uuid().parse(session.client_reference_id),
    session_id: session.id,
    payment_intent: z.string().parse(intent),
    amount: z.number().int().parse(session.amount_total),
    currency: z.string().parse(session.currency),
    email: z.string().parse(session.customer_details?.email),
    address: {
      name: shipping?.name ?? session.customer_details?.name ?? '',
      line1: shipping?.address.line1 ?? '',
      line2: shipping?.address.line2 || null,
      postalCode: shipping?.address.postal_code ?? '',
      city: shipping?.address.city ?? '',
      country: shipping?.address.country ?? '',
    },
  }
  return toJob(unwrap(await db.rpc('mark_paid', input)))
}

/**
 * Compares an open order with what Stripe knows of its session: paid becomes paid, expired becomes cancelled.
 * An order without a session was never shown a payment page, so it is given up.
 * Gives the job to ring for, if any.
 */
export async function reconcile(
  db: Db,
  stripe: Stripe,
  orderId: string,
  sessionId: string | null,
): Promise<Job | null> {
  if (sessionId) {
    const session = await stripe.checkout.sessions.retrieve(sessionId)
    if (session.payment_status === 'paid') return markPaid(db, session)
    if (session.status === 'open') {
      // Expire first: only then nobody can pay for an order that is given up.
      const expired = await stripe.checkout.sessions.expire(sessionId)
      if (expired.payment_status === 'paid') return markPaid(db, expired)
    }
  }
  unwrap(await db.rpc('cancel_order', { order_id: orderId }))
  return null
}
