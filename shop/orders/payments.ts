import { z } from 'zod'
import { type Job, toJobs } from '#lib/jobs.ts'
import type { CheckoutSession, Stripe, StripeDispute, StripeRefund } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

// What Stripe knows, taken over by the database. Each verb may be called by anybody, at any time and again: the database moves
// ledger and state once.

/**
 * Writes the payment of a session into the ledger and moves its order: in one transaction, once, whoever calls. A payment that
 * does not fit the order is written down as well, and flags the order.
 * Gives the jobs to ring for.
 * @param session as Stripe has it now, in the SDK's API version; never an event's copy
 * @throws Error when the session is not paid; ShopError not_found when its order is not one of ours
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
 * Compares an open order with what Stripe knows of its session: paid becomes paid, anything else is cancelled, after the session
 * is closed. An order without a session was never shown a payment page, so it is cancelled.
 * Gives the jobs to ring for.
 */
export async function reconcile(db: Db, stripe: Stripe, orderId: string, sessionId: string | null): Promise<Job[]> {
  if (sessionId) {
    const session = await closeSession(stripe, sessionId)
    if (session.payment_status === 'paid') return markPaid(db, session)
  }
  unwrap(await db.rpc('cancel_order', { order_id: orderId }))
  return []
}

/** Expires a session, so that nobody can pay for an order that is given up. Gives the session: it may be paid by now. */
async function closeSession(stripe: Stripe, sessionId: string): Promise<CheckoutSession> {
  const session = await stripe.checkout.sessions.retrieve(sessionId)
  if (session.status !== 'open') return session
  try {
    return await stripe.checkout.sessions.expire(sessionId)
  } catch (error) {
    // Stripe refuses to expire what was paid a moment ago.
    const now = await stripe.checkout.sessions.retrieve(sessionId)
    if (now.status === 'open') throw error
    return now
  }
}

/**
 * Takes over every refund and dispute that Stripe has of a payment, whether the shop made it or somebody in the dashboard.
 * Gives the jobs to ring for.
 * @param payment id of the PaymentIntent
 */
export async function comparePayment(db: Db, stripe: Stripe, payment: string): Promise<Job[]> {
  const jobs: Job[] = []
  const refunds = await stripe.refunds.list({ payment_intent: payment, limit: 100 }).autoPagingToArray({ limit: 1000 })
  // The shop's own first: they have a row already, and what is left of the payment is counted from the others.
  const isOwn = (refund: StripeRefund) => (refund.metadata?.refund_id ? 0 : 1)
  const inOrder = refunds.toSorted((a, b) => isOwn(a) - isOwn(b) || a.created - b.created)
  for (const refund of inOrder) jobs.push(...(await takeRefund(db, refund, payment)))
  const disputes = await stripe.disputes.list({ payment_intent: payment, limit: 100 })
  for (const dispute of disputes.data) jobs.push(...(await takeDispute(db, dispute, payment)))
  return jobs
}

/** Takes over one refund as Stripe has it now. Gives the jobs to ring for. */
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

/** https://docs.stripe.com/api/refunds/object#refund_object-status; what is not here waits for the bank. */
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

/** The id of what Stripe names or, when asked to expand, includes. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}
