import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { deliverOrder as deliver } from '#shop/orders/parcels.ts'

/** Marks the parcel as delivered, and plans the mail to the shopper. */
export const deliverOrder = defineFunction({
  name: 'deliver-order',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, queue }) {
    await queue.ring(await deliver(db, orderId))
    return { order: orderId }
  },
})
