import { type Job, toJobs } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

export type RefundRequest = {
  /** the page makes this id, so that a double click asks for one refund only */
  refundId: string
  orderId: string
  reason: string
  /** null refunds everything that is left, delivery included */
  lines: { variantId: string; quantity: number }[] | null
  returnsStock: boolean
}

/**
 * Requests a refund, as a member of staff. Returns the jobs for the queue: one for each payment that is refunded.
 * @throws ShopError forbidden, invalid (more than is left, no reason), conflict (nothing left), not_found
 */
export async function requestRefund(db: Db, request: RefundRequest): Promise<Job[]> {
  const lines = request.lines?.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })) ?? null
  const input = {
    refund_id: request.refundId,
    order_id: request.orderId,
    lines: lines as never,
    reason: request.reason,
    returns_stock: request.returnsStock,
  }
  return toJobs(unwrap(await db.rpc('request_refund', input)))
}

/**
 * Cancels an order that is paid and not yet shipped: refunds everything and returns the lamps to stock.
 * @throws ShopError forbidden, conflict, not_found
 */
export async function cancelOrder(db: Db, orderId: string, refundId: string, reason: string): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('staff_cancel_order', { refund_id: refundId, order_id: orderId, reason })))
}
