import * as z from 'zod'
import type { Job } from '#lib/jobs.ts'
import { type Stripe, type StripeEvent, stripeEvents } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { comparePayment, idOf, markPaid } from '#shop/orders/payments.ts'

/** The fields that the shop reads of an event: only ids, which are the same in every API version. */
const told = z.object({
  id: z.string(),
  object: z.string(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
  charge: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
  client_reference_id: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})
type Told = z.infer<typeof told>
type Shop = { db: Db; stripe: Stripe }

/**
 * Handles an event: fetches its session, or the refunds and disputes of its payment, from Stripe and stores them.
 * Repeated, late and reordered events lead to the same result.
 * Returns the jobs for the queue; 'ignored' for events of other programs, because a Stripe account may serve several.
 * @param ours whether the order that it names (`orderIn`) is this shop's
 */
export async function takeEvent(shop: Shop, event: StripeEvent, ours: boolean): Promise<Job[] | 'ignored'> {
  if (!(stripeEvents as readonly string[]).includes(event.type)) return 'ignored'
  const object = told.parse(event.data.object)
  switch (object.object) {
    case 'checkout.session':
      return ours ? takeSession(shop, object.id) : 'ignored'
    case 'payment_intent':
      // A declined card changes nothing, because the shopper may try again. Reports count the stored event.
      return ours ? [] : 'ignored'
    default: {
      const payment = await findPayment(shop, object)
      return payment ? takePayment(shop, payment) : 'ignored'
    }
  }
}

/** The id of the order that an event names; null when it names none. */
export function orderIn(event: StripeEvent): string | null {
  const object = told.safeParse(event.data?.object).data
  return object ? orderOf(object) : null
}

const orderOf = ({ client_reference_id: reference, metadata }: Told): string | null =>
  z.uuid().safeParse(reference ?? metadata?.order_id).data ?? null

async function takeSession({ db, stripe }: Shop, id: string): Promise<Job[]> {
  const session = await stripe.checkout.sessions.retrieve(id)
  if (session.payment_status === 'paid') return markPaid(db, session)
  // A session that is complete but unpaid waits for the bank. It ends when it expires or its payment fails.
  const failed = session.status === 'complete' && (await lastPaymentFailed(stripe, session.payment_intent))
  if (session.status === 'expired' || failed) {
    unwrap(await db.rpc('cancel_order', { order_id: session.client_reference_id as string, session_id: session.id }))
  }
  return []
}

async function lastPaymentFailed(stripe: Stripe, payment: string | { id: string } | null): Promise<boolean> {
  const id = idOf(payment)
  return (
    id !== null && ['requires_payment_method', 'canceled'].includes((await stripe.paymentIntents.retrieve(id)).status)
  )
}

/** Returns the payment of a charge, a refund or a dispute. */
async function findPayment({ stripe }: Shop, { id, object, payment_intent, charge }: Told): Promise<string | null> {
  const named = idOf(payment_intent)
  if (named) return named
  const chargeId = object === 'charge' ? id : idOf(charge)
  return chargeId ? idOf((await stripe.charges.retrieve(chargeId)).payment_intent) : null
}

async function takePayment(shop: Shop, payment: string): Promise<Job[] | 'ignored'> {
  const { db, stripe } = shop
  if (unwrap(await db.rpc('has_payment', { payment_intent: payment }))) return comparePayment(db, stripe, payment)
  // The event of a refund can arrive before the event of its payment.
  const [session] = (await stripe.checkout.sessions.list({ payment_intent: payment, limit: 1 })).data
  const orderId = session?.payment_status === 'paid' ? orderOf(session) : null
  if (!session || !orderId || !unwrap(await db.rpc('has_order', { order_id: orderId }))) return 'ignored'
  return [...(await markPaid(db, session)), ...(await comparePayment(db, stripe, payment))]
}
