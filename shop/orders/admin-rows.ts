import * as z from 'zod'
import type { Money } from '#lib/money.ts'
import { traceId } from '#lib/trace.ts'
import type { AdminOrder, OrderEntry } from '#shop/orders/admin-types.ts'
import { orderRow } from '#shop/orders/orders.ts'

const amount = z.number().int()

export const listRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: orderRow.shape.status,
  needs_attention: z.string().nullable(),
  email: z.string().nullable(),
  currency: z.string(),
  total_amount: amount,
  created_at: z.string(),
  is_generated: z.boolean(),
})

export function toEntry(row: z.infer<typeof listRow>): OrderEntry {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    needsAttention: row.needs_attention,
    email: row.email,
    total: { amount: row.total_amount, currency: row.currency },
    placedAt: row.created_at,
    isGenerated: row.is_generated,
  }
}

/** An order as the database's `admin_order` returns it. What a viewer may not see is empty or null. */
export const adminRow = listRow.extend({
  is_masked: z.boolean(),
  subtotal_amount: amount,
  shipping_amount: amount,
  tax_amount: amount,
  address: orderRow.shape.address,
  tracking_number: z.string().nullable(),
  trace: z.string(),
  has_receipt: z.boolean(),
  receipt_email_id: z.string().nullable(),
  receipt_error: z.string().nullable(),
  order_lines: z.array(
    z.object({
      variant_id: z.uuid(),
      name: z.string(),
      finish: z.string(),
      sku: z.string(),
      unit_amount: amount,
      quantity: amount,
      total_amount: amount,
    }),
  ),
  order_events: z.array(z.object({ id: z.number(), status: orderRow.shape.status, note: z.string(), at: z.string() })),
  payments: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['capture', 'refund', 'refund_failed', 'dispute']),
      capture_id: z.uuid().nullable(),
      amount,
      currency: z.string(),
      stripe_id: z.string(),
      created_at: z.string(),
    }),
  ),
  disputes: z.array(
    z.object({
      id: z.string(),
      amount,
      currency: z.string(),
      reason: z.string(),
      status: z.string(),
      is_open: z.boolean(),
      due_at: z.string().nullable(),
      created_at: z.string(),
    }),
  ),
  returns: z.object({ reason: z.string().nullable(), created_at: z.string() }).nullable(),
  refunds: z.array(
    z.object({
      id: z.uuid(),
      capture_id: z.uuid(),
      amount,
      currency: z.string(),
      reason: z.string().nullable(),
      returns_stock: z.boolean(),
      status: z.enum(['requested', 'pending', 'done', 'failed']),
      stripe_id: z.string().nullable(),
      error: z.string().nullable(),
      requested_by: z.string().nullable(),
      created_at: z.string(),
      settled_at: z.string().nullable(),
      refund_lines: z.array(z.object({ variant_id: z.uuid(), quantity: amount })),
    }),
  ),
})
export type AdminRow = z.infer<typeof adminRow>

const byTime = (a: { created_at: string }, b: { created_at: string }) => a.created_at.localeCompare(b.created_at)
const sum = (rows: { amount: number }[]) => rows.reduce((total, row) => total + row.amount, 0)
const signs = { capture: 0, refund: 1, refund_failed: -1, dispute: 1 }

/** What is left of each payment in its currency: captured, less refunds that are paid or requested. */
function leftOf({ payments, refunds }: AdminRow): Money[] {
  const captures = payments.filter(({ kind }) => kind === 'capture')
  return captures.map(({ id, amount: captured, currency }) => {
    const back = payments.filter((one) => one.capture_id === id).map((one) => signs[one.kind] * one.amount)
    const open = refunds.filter((one) => one.capture_id === id && /requested|pending/.test(one.status))
    const left = captured - back.reduce((total, one) => total + one, 0) - sum(open)
    return { amount: Math.max(0, left), currency }
  })
}

/** Converts a row into an order. */
export function toAdminOrder(row: AdminRow): AdminOrder {
  const money = (amount: number) => ({ amount, currency: row.currency })
  const promised = row.refunds.filter(({ status }) => status !== 'failed').flatMap((refund) => refund.refund_lines)
  const { currency } = row
  const captured = sum(row.payments.filter((one) => one.kind === 'capture' && one.currency === currency))
  const moved = row.payments.filter((one) => one.currency === currency)
  const refunded = moved.reduce((total, one) => total + signs[one.kind] * one.amount, 0)
  const left = leftOf(row)
  return {
    ...toEntry(row),
    isMasked: row.is_masked,
    subtotal: money(row.subtotal_amount),
    shipping: money(row.shipping_amount),
    tax: money(row.tax_amount),
    refunded: money(Math.min(refunded, captured)),
    left: money(sum(left.filter((one) => one.currency === currency))),
    leftElsewhere: left.filter((one) => one.currency !== currency && one.amount > 0),
    address: row.address,
    trackingNumber: row.tracking_number,
    trace: traceId(row.trace) ?? row.trace,
    hasReceipt: row.has_receipt,
    receiptEmailId: row.receipt_email_id,
    receiptError: row.receipt_error,
    lines: row.order_lines
      .toSorted((a, b) => a.sku.localeCompare(b.sku))
      .map((line) => {
        const back = promised.filter((one) => one.variant_id === line.variant_id)
        return {
          variantId: line.variant_id,
          name: line.name,
          finish: line.finish,
          sku: line.sku,
          unitPrice: money(line.unit_amount),
          quantity: line.quantity,
          total: money(line.total_amount),
          refundable: line.quantity - back.reduce((total, one) => total + one.quantity, 0),
        }
      }),
    events: row.order_events.toSorted((a, b) => a.id - b.id).map(({ id: _, ...event }) => event),
    ledger: row.payments.toSorted(byTime).map((payment) => ({
      kind: payment.kind,
      amount: { amount: payment.amount, currency: payment.currency },
      stripeId: payment.stripe_id,
      at: payment.created_at,
    })),
    returnRequest: row.returns && { reason: row.returns.reason, at: row.returns.created_at },
    refunds: row.refunds.toSorted(byTime).map((refund) => ({
      id: refund.id,
      amount: { amount: refund.amount, currency: refund.currency },
      reason: refund.reason,
      returnsStock: refund.returns_stock,
      status: refund.status,
      stripeId: refund.stripe_id,
      error: refund.error,
      requestedBy: refund.requested_by,
      at: refund.created_at,
    })),
    disputes: row.disputes.toSorted(byTime).map((dispute) => ({
      id: dispute.id,
      amount: { amount: dispute.amount, currency: dispute.currency },
      reason: dispute.reason,
      status: dispute.status,
      isOpen: dispute.is_open,
      dueAt: dispute.due_at,
      at: dispute.created_at,
    })),
  }
}
