import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { ringAll } from '#lib/queue.ts'
import { createStripe } from '#lib/stripe.ts'
import { payBack, sendRefundNotice } from '#shop/orders/pay-back.ts'

/**
 * Refunds a payment through Stripe, once, and mails the shopper. When the refund waits for the bank, Stripe reports its end
 * later, and another job of this function then mails the shopper.
 */
export const refundOrder = defineFunction({
  name: 'refund-order',
  trigger: { kind: 'queue' },
  input: z.object({ refundId: z.uuid() }),
  async run({ refundId }, { db, env, queue, step, log }) {
    const outcome = await step('pay-back', async () => {
      const { status, jobs: caused } = await payBack(db, createStripe(env), refundId)
      await ringAll(queue, caused)
      return status
    })
    if (outcome === 'failed') log.error('a refund was refused', { refund: refundId })
    if (outcome === 'done') {
      await step('tell-shopper', () => sendRefundNotice(db, createMailer(env), env.SITE_URL, refundId))
    }
    return { refund: refundId, outcome }
  },
})
