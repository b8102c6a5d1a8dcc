import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { packOrder } from '#shop/orders/parcels.ts'
import { sendReceipt } from '#shop/orders/receipts.ts'

/** Packs the parcel of a paid order, then sends the receipt. A mail service that is down does not delay the parcel. */
export const processOrder = defineFunction({
  name: 'process-order',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, env, queue, step }) {
    await queue.ring(await packOrder(db, orderId))
    await step('send-receipt', () => sendReceipt({ db, mailer: createMailer(env), siteUrl: env.SITE_URL }, orderId))
    return { order: orderId }
  },
})
