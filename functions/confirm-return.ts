import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { confirmReturn as confirm } from '#shop/orders/confirm-return.ts'

/** Mails the shopper who asked to return an order how to send it back. */
export const confirmReturn = defineFunction({
  name: 'confirm-return',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, env, step }) {
    await step('send', () => confirm({ db, mailer: createMailer(env), siteUrl: env.SITE_URL }, orderId))
    return { order: orderId }
  },
})
