import * as z from 'zod'
import type { Money } from '#lib/money.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

// Notices to the owner about failed refunds and disputes.

/** `trace` is the id of the trace in which it failed. */
export type RefundNotice = { orderId: string; number: string; amount: Money; error: string; trace: string }
export type DisputeNotice = {
  orderId: string
  number: string
  amount: Money
  reason: string
  isOpen: boolean
  /** Stripe's status of the dispute */
  status: string
  /** the deadline for the shop's evidence, as an ISO time */
  dueAt: string | null
}

const refundRow = z.object({
  order_id: z.uuid(),
  number: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  error: z.string().nullable(),
  trace: z.string(),
})

/** Returns a failed refund; null when the refund did not fail. */
export async function readFailedRefund(db: Db, refundId: string): Promise<RefundNotice | null> {
  const row = refundRow.nullable().parse(unwrap(await db.rpc('get_failed_refund', { refund_id: refundId })))
  if (!row) return null
  const amount = { amount: row.amount, currency: row.currency }
  return {
    orderId: row.order_id,
    number: row.number,
    amount,
    error: row.error ?? 'No reason was given.',
    trace: row.trace,
  }
}

const disputeRow = z.object({
  order_id: z.uuid(),
  number: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  reason: z.string(),
  is_open: z.boolean(),
  due_at: z.string().nullable(),
})

/** @param id Stripe's id of the dispute and, after a hyphen, the status to report */
export async function readDispute(db: Db, id: string): Promise<DisputeNotice | null> {
  const [disputeId = '', status = ''] = id.split('-')
  const row = disputeRow.nullable().parse(unwrap(await db.rpc('get_dispute', { dispute_id: disputeId, status })))
  if (!row) return null
  const amount = { amount: row.amount, currency: row.currency }
  const { order_id: orderId, number, reason, is_open: isOpen, due_at: dueAt } = row
  return { orderId, number, amount, reason, isOpen, status, dueAt }
}
