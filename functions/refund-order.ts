import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { createStripe } from '#lib/stripe.ts'
import { payBack, sendRefundNotice } from '#shop/orders/refunds.ts'

/** Pays money back through Stripe, once, and tells the shopper. */
export const refundOrder = defineFunction({
  name: 'refund-order',
  trigger: { kind: 'queue' },
  input: z.object({ refundId: z.uuid() }),
  async run({ refundId }, { db, env, step, log }) {
    const outcome = await step('pay-back', () => payBack(db, createStripe(env), refundId))
    if (outcome !== 'done') {
      log.error('a refund was refused', { refund: refundId })
      return { refund: refundId, outcome }
    }
    await step('tell-shopper', () => sendRefundNotice(db, createMailer(env), env.SITE_URL, refundId))
    return { refund: refundId, outcome }
  },
})
