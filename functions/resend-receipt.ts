import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { sendReceipt as send } from '#shop/orders/receipts.ts'

/** Sends the copy of a receipt that a member of staff asked for. */
export const resendReceipt = defineFunction({
  name: 'resend-receipt',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid(), copy: z.number().int().min(1) }),
  async run({ orderId, copy }, { db, env, step }) {
    await step('send', () => send({ db, mailer: createMailer(env), siteUrl: env.SITE_URL }, orderId, copy))
    return { order: orderId, copy }
  },
})
