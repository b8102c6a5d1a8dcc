'use server'

import { refresh } from 'next/cache'
import * as z from 'zod'
import { cancelForm, refundForm } from '#app/(admin)/admin/orders/refund-form.ts'
import { action } from '#app/action.ts'
import { actingStaff } from '#app/session.ts'
import { env } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { createQueue, ringAll } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import { markPacked, markShipped, resendReceipt, settleAttention } from '#shop/orders/admin.ts'
import { cancelOrder, requestRefund } from '#shop/orders/refunds.ts'

const order = z.object({ orderId: z.uuid() })

/** Runs a verb of the shop as the calling member of staff, and publishes the jobs that it created. */
async function runAsStaff(verb: (db: Db) => Promise<Job | readonly Job[] | null>): Promise<void> {
  // Also after a refusal: somebody else may have changed the order, and the page has to show that.
  refresh()
  const { db } = await actingStaff()
  const jobs = await verb(db)
  if (jobs) await ringAll(createQueue(env()), [jobs].flat())
}

export const packOrder = action(order, async ({ orderId }) => {
  await runAsStaff((db) => markPacked(db, orderId))
  return 'Marked as packed.'
})

export const shipOrder = action(
  order.extend({ trackingNumber: z.string().trim().min(1, 'Enter the tracking number from the carrier.') }),
  async ({ orderId, trackingNumber }) => {
    await runAsStaff((db) => markShipped(db, orderId, trackingNumber))
    return 'Marked as shipped.'
  },
)

export const refundOrder = action(refundForm, async (request) => {
  await runAsStaff((db) => requestRefund(db, request))
  return 'Refund requested.'
})

export const cancelOrderAndRefund = action(cancelForm, async ({ orderId, refundId, reason }) => {
  await runAsStaff((db) => cancelOrder(db, orderId, refundId, reason))
  return 'Order cancelled. The payment is refunded, and the lamps return to stock.'
})

export const sendReceiptAgain = action(order, async ({ orderId }) => {
  await runAsStaff((db) => resendReceipt(db, orderId))
  return 'A copy of the receipt is on its way.'
})

export const settleOrder = action(order, async ({ orderId }) => {
  await runAsStaff((db) => settleAttention(db, orderId))
  return 'Resolved.'
})
