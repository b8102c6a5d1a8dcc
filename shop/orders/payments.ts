import * as z from 'zod'
import { type Job, toJobs } from '#lib/jobs.ts'
import type { CheckoutSession, Stripe, StripeDispute, StripeRefund } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

// These verbs copy Stripe's state into the database. Anybody may call them at any time and repeatedly: the database changes
// the ledger and the order's state only once.

/**
 * Writes the payment of a session into the ledger and moves its order, in one transaction and only once. A payment that
 * does not match the order is stored as well, and flags the order.
 * Returns the jobs for the queue.
 * @param session as Stripe returns it now, in the SDK's API version; never the copy in an event
 * @throws Error when the session is not paid; ShopError not_found when the shop does not know its order
 */
export async function markPaid(db: Db, session: CheckoutSession): Promise<Job[]> {
  if (session.payment_status !== 'paid') throw new Error(`session ${session.id} is not paid`)
  const shipping = session.collected_information?.shipping_details
  const input = {
    order_id: z.uuid().parse(session.client_reference_id),
    session_id: session.id,
    payment_intent: z.string().parse(idOf(session.payment_intent)),
    amount: z.number().int().parse(session.amount_total),
    currency: z.string().parse(session.currency),
    email: (session.customer_details?.email ?? null) as string,
    address: {
      name: shipping?.name ?? session.customer_details?.name ?? '',
      line1: shipping?.address.line1 ?? '',
      line2: shipping?.address.line2 || null,
      postalCode: shipping?.address.postal_code ?? '',
      city: shipping?.address.city ?? '',
      country: shipping?.address.country ?? '',
    },
  }
  return toJobs(unwrap(await db.rpc('mark_paid', input)))
}

/**
 * Compares an open order with its session at Stripe. Marks the order as paid if the session is paid; otherwise closes the session
 * and cancels the order. An order without a session never had a payment page, so it is cancelled.
 * Returns the jobs for the queue.
 */
export async function reconcile(db: Db, stripe: Stripe, orderId: string, sessionId: string | null): Promise<Job[]> {
  if (sessionId) {
    const session = await closeSession(stripe, sessionId)
    if (session.payment_status === 'paid') return markPaid(db, session)
  }
  unwrap(await db.rpc('cancel_order', { order_id: orderId }))
  return []
}

/** Expires a session, so that nobody can pay for a cancelled order. Returns the session, which may be paid by now. */
async function closeSession(stripe: Stripe, sessionId: string): Promise<CheckoutSession> {
  const session = await stripe.checkout.sessions.retrieve(sessionId)
  if (session.status !== 'open') return session
  try {
    return await stripe.checkout.sessions.expire(sessionId)
  } catch (error) {
    // Stripe refuses to expire a session that was paid a moment ago.
    const now = await stripe.checkout.sessions.retrieve(sessionId)
    if (now.status === 'open') throw error
    return now
  }
}

/**
 * Copies every refund and dispute of a payment from Stripe, whether the shop or somebody in the dashboard made it.
 * Returns the jobs for the queue.
 * @param payment id of the PaymentIntent
 */
export async function comparePayment(db: Db, stripe: Stripe, payment: string): Promise<Job[]> {
  const jobs: Job[] = []
  const refunds = await stripe.refunds.list({ payment_intent: payment, limit: 100 }).autoPagingToArray({ limit: 1000 })
  // The shop's own refunds come first: they already have a row. Each other refund reduces what is left of the payment.
  const isOwn = (refund: StripeRefund) => (refund.metadata?.refund_id ? 0 : 1)
  const inOrder = refunds.toSorted((a, b) => isOwn(a) - isOwn(b) || a.created - b.created)
  for (const refund of inOrder) jobs.push(...(await takeRefund(db, refund, payment)))
  const disputes = await stripe.disputes.list({ payment_intent: payment, limit: 100 })
  for (const dispute of disputes.data) jobs.push(...(await takeDispute(db, dispute, payment)))
  return jobs
}

/** Copies the current state of one refund from Stripe. Returns the jobs for the queue. */
export async function takeRefund(db: Db, refund: StripeRefund, payment: string): Promise<Job[]> {
  const status = refundStates[refund.status ?? ''] ?? 'pending'
  const input = {
    stripe_id: refund.id,
    payment_intent: payment,
    amount: refund.amount,
    status,
    refund_id: (z.uuid().safeParse(refund.metadata?.refund_id).data ?? null) as string,
    error: (status === 'failed' ? describeFailure(refund) : null) as string,
  }
  return toJobs(unwrap(await db.rpc('take_refund', input)))
}

/** https://docs.stripe.com/api/refunds/object#refund_object-status; every other status waits for the bank. */
const refundStates: Record<string, 'done' | 'failed'> = { succeeded: 'done', failed: 'failed', canceled: 'failed' }

function describeFailure({ status, failure_reason: reason }: StripeRefund): string {
  if (status === 'canceled') return 'It was cancelled at Stripe.'
  return `The bank refused it: ${reason ?? 'no reason given'}.`
}

async function takeDispute(db: Db, dispute: StripeDispute, payment: string): Promise<Job[]> {
  const due = dispute.evidence_details?.due_by
  const input = {
    dispute_id: dispute.id,
    payment_intent: payment,
    amount: dispute.amount,
    reason: dispute.reason,
    status: dispute.status,
    due_at: (due ? new Date(due * 1000).toISOString() : null) as string,
    created_at: new Date(dispute.created * 1000).toISOString(),
  }
  return toJobs(unwrap(await db.rpc('take_dispute', input)))
}

/** Returns the id of an object that Stripe gives as an id or, when expanded, as the whole object. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}
