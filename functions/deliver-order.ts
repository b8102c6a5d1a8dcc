import { defineFunction } from '#functions/runtime/define.ts'
import { jobs } from '#lib/jobs.ts'
import { deliverOrder as deliver } from '#shop/orders/parcels.ts'

/** The parcel arrives. */
export const deliverOrder = defineFunction({
  name: 'deliver-order',
  trigger: { kind: 'queue' },
  input: jobs['deliver-order'],
  async run({ orderId }, { db }) {
    await deliver(db, orderId)
    return { order: orderId }
  },
})
