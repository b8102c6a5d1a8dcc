import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { shipOrder as ship } from '#shop/orders/parcels.ts'

/** Hands the parcel to the carrier, and plans its delivery. */
export const shipOrder = defineFunction({
  name: 'ship-order',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid() }),
  async run({ orderId }, { db, queue }) {
    await queue.ring(await ship(db, orderId))
    return { order: orderId }
  },
})
