import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { ringAll } from '#lib/queue.ts'
import { shipOrder as ship } from '#shop/orders/parcels.ts'

/** Hands the parcel to the carrier, and plans its delivery and the mail to the shopper. */
export const shipOrder = defineFunction({
  name: 'ship-order',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, queue }) {
    await ringAll(queue, await ship(db, orderId))
    return { order: orderId }
  },
})
