import { z } from 'zod'
import type { Mailer } from '#lib/email.ts'
import { ShopError } from '#lib/errors.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { euro } from '#lib/money.ts'
import { refusalOf, type Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { refundMail } from '#shop/orders/mails/refund.ts'

export type RefundRequest = {
  /** made by the page that asks, so that asking twice is one refund */
  refundId: string
  orderId: string
  reason: string
  /** null: all that is left, delivery included */
  lines: { variantId: string; quantity: number }[] | null
  returnsStock: boolean
}

/**
 * Asks for a refund, as a member of staff. Gives the job to ring for.
 * @throws ShopError forbidden, invalid (more than is left, no reason), conflict (nothing left), not_found
 */
export async function requestRefund(db: Db, request: RefundRequest): Promise<Job | null> {
  const lines = request.lines?.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })) ?? null
  const input = {
    refund_id: request.refundId,
    order_id: request.orderId,
    lines: lines as never,
    reason: request.reason,
    returns_stock: request.returnsStock,
  }
  return toJob(unwrap(await db.rpc('request_refund', input)))
}

/**
 * Cancels an order that is paid and not yet shipped: everything is refunded and returns to stock.
 * @throws ShopError forbidden, conflict, not_found
 */
export async function cancelOrder(db: Db, orderId: string, refundId: string, reason: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('staff_cancel_order', { refund_id: refundId, order_id: orderId, reason })))
}

const refundRow = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  amount: z.number().int(),
  status: z.enum(['requested', 'done', 'failed']),
  payment_intent: z.string().nullable(),
  number: z.string(),
  email: z.string().nullable(),
  access_key: z.string(),
})

async function readRefund(db: Db, refundId: string): Promise<z.infer<typeof refundRow>> {
  const row = unwrap(await db.rpc('get_refund', { refund_id: refundId }))
  if (!row) throw new ShopError('not_found', 'There is no such refund.')
  return refundRow.parse(row)
}

/**
 * Pays a requested refund back through Stripe and writes it into the ledger. The refund's id is the idempotency key, so
 * however often this runs, Stripe pays once. A refusal that no retry will change ends the refund as failed.
 */
export async function payBack(db: Db, stripe: Stripe, refundId: string): Promise<'done' | 'failed'> {
  const refund = await readRefund(db, refundId)
  if (refund.status !== 'requested') return refund.status
  try {
    const paid = await stripe.refunds.create(
      {
        payment_intent: refund.payment_intent ?? '',
        amount: refund.amount,
        metadata: { refund_id: refund.id, order_id: refund.order_id },
      },
      { idempotencyKey: `refund-${refund.id}` },
    )
    // A bank can refuse at once what Stripe accepted (https://docs.stripe.com/refunds#failed-refunds).
    if (paid.status === 'failed' || paid.status === 'canceled') {
      const reason = paid.failure_reason ?? 'no reason given'
      unwrap(await db.rpc('fail_refund', { refund_id: refund.id, error: `The bank refused it: ${reason}.` }))
      return 'failed'
    }
    unwrap(await db.rpc('settle_refund', { refund_id: refund.id, stripe_id: paid.id }))
    return 'done'
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    unwrap(await db.rpc('fail_refund', { refund_id: refund.id, error: refusal }))
    return 'failed'
  }
}

/** Tells the shopper that money is on its way back. Gives the mail's id, null when there is no address. */
export async function sendRefundNotice(
  db: Db,
  mailer: Mailer,
  siteUrl: string,
  refundId: string,
): Promise<string | null> {
  const refund = await readRefund(db, refundId)
  if (!refund.email) return null
  return mailer.send({
    to: refund.email,
    subject: `Money back for your Nightlight order ${refund.number}`,
    body: refundMail(
      refund.number,
      euro(refund.amount),
      `${siteUrl}/orders/${refund.order_id}?key=${refund.access_key}`,
    ),
    idempotencyKey: `refund-${refund.id}`,
  })
}
