import * as z from 'zod'
import type { Mailer } from '#lib/email.ts'
import { ShopError } from '#lib/errors.ts'
import { type Job, toJobs } from '#lib/jobs.ts'
import { refusalOf, type Stripe } from '#lib/stripe.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { refundMail } from '#shop/orders/mails/refund.ts'
import { comparePayment, takeRefund } from '#shop/orders/payments.ts'
import { shop } from '#shop.config.ts'

const refundRow = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  amount: z.number().int(),
  currency: z.string(),
  status: z.enum(['requested', 'pending', 'done', 'failed']),
  error: z.string().nullable(),
  payment_intent: z.string(),
  number: z.string(),
  email: z.string().nullable(),
  access_key: z.string(),
})

async function readRefund(db: Db, refundId: string): Promise<z.infer<typeof refundRow>> {
  const row = unwrap(await db.rpc('get_refund', { refund_id: refundId }))
  if (!row) throw new ShopError('not_found', 'There is no such refund.')
  return refundRow.parse(row)
}

type RefundOutcome = { status: z.infer<typeof refundRow>['status']; jobs: Job[] }

/**
 * Creates a requested refund at Stripe and stores the status that Stripe returns. Lists the payment's refunds at Stripe first:
 * Stripe forgets an idempotency key after 24 hours, and staff may have refunded in the dashboard. So Stripe pays once, and the
 * shop never requests more than is left. If Stripe refuses for good, the refund fails.
 */
export async function payBack(db: Db, stripe: Stripe, refundId: string): Promise<RefundOutcome> {
  const before = await readRefund(db, refundId)
  if (before.status !== 'requested') return { status: before.status, jobs: [] }
  const jobs = await comparePayment(db, stripe, before.payment_intent)
  const refund = await readRefund(db, refundId)
  if (refund.status !== 'requested') return { status: refund.status, jobs }
  try {
    const made = await stripe.refunds.create(
      {
        payment_intent: refund.payment_intent,
        amount: refund.amount,
        metadata: { refund_id: refund.id, order_id: refund.order_id },
      },
      { idempotencyKey: `refund-${refund.id}-${refund.amount}` },
    )
    jobs.push(...(await takeRefund(db, made, refund.payment_intent)))
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    jobs.push(...toJobs(unwrap(await db.rpc('fail_refund', { refund_id: refund.id, error: refusal }))))
  }
  return { status: (await readRefund(db, refundId)).status, jobs }
}

/** Mails the shopper about a refund. Returns the mail's id, or null when the order has no address. */
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
    subject: `Refund for your ${shop.name} order ${refund.number}`,
    body: refundMail(
      refund.number,
      { amount: refund.amount, currency: refund.currency },
      `${siteUrl}/orders/${refund.order_id}?key=${refund.access_key}`,
    ),
    idempotencyKey: `refund-${refund.id}`,
  })
}
