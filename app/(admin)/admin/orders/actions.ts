'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { cancelForm, refundForm } from '#app/(admin)/admin/orders/refund-form.ts'
import { action } from '#app/action.ts'
import { staff } from '#app/session.ts'
import { env } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { createQueue, ringAll } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import { markPacked, markShipped, resendReceipt, settleAttention } from '#shop/orders/admin.ts'
import { cancelOrder, requestRefund } from '#shop/orders/refunds.ts'

const order = z.object({ orderId: z.uuid() })

/** Does one thing as the member of staff who asks, and rings for the jobs that it made. */
async function work(verb: (db: Db) => Promise<Job | readonly Job[] | null>): Promise<void> {
  // Also after a refusal: somebody else may have been first, and the page shall say what is true now.
  refresh()
  const { db } = await staff()
  const jobs = await verb(db)
  if (jobs) await ringAll(createQueue(env()), [jobs].flat())
}

export const packOrder = action(order, async ({ orderId }) => {
  await work((db) => markPacked(db, orderId))
  return 'Marked as packed.'
})

export const shipOrder = action(
  order.extend({ trackingNumber: z.string().trim().min(1, 'The carrier gave you a number; it goes here.') }),
  async ({ orderId, trackingNumber }) => {
    await work((db) => markShipped(db, orderId, trackingNumber))
    return 'Marked as shipped.'
  },
)

export const refundOrder = action(refundForm, async (request) => {
  await work((db) => requestRefund(db, request))
  return 'The refund is on its way to the bank.'
})

export const cancelOrderAndRefund = action(cancelForm, async ({ orderId, refundId, reason }) => {
  await work((db) => cancelOrder(db, orderId, refundId, reason))
  return 'Cancelled. The money goes back, and the lamps return to stock.'
})

export const sendReceiptAgain = action(order, async ({ orderId }) => {
  await work((db) => resendReceipt(db, orderId))
  return 'A copy of the receipt is on its way.'
})

export const settleOrder = action(order, async ({ orderId }) => {
  await work((db) => settleAttention(db, orderId))
  return 'Seen to.'
})
