import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { packOrder } from '#shop/orders/parcels.ts'
import { sendReceipt } from '#shop/orders/receipts.ts'

/** Sends the receipt of a paid order, then packs its parcel. */
export const processOrder = defineFunction({
  name: 'process-order',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, env, queue, step }) {
    await step('send-receipt', () => sendReceipt({ db, mailer: createMailer(env), siteUrl: env.SITE_URL }, orderId))
    await queue.ring(await packOrder(db, orderId))
    return { order: orderId }
  },
})
