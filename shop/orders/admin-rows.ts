import { z } from 'zod'
import { euro } from '#lib/money.ts'
import { traceId } from '#lib/trace.ts'
import type { AdminOrder, OrderEntry } from '#shop/orders/admin-types.ts'
import { orderRow } from '#shop/orders/orders.ts'

const amount = z.number().int()

/** Columns of the list. */
export const listColumns = 'id, number, status, needs_attention, email, total_amount, created_at'

export const listRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: orderRow.shape.status,
  needs_attention: z.string().nullable(),
  email: z.string().nullable(),
  total_amount: amount,
  created_at: z.string(),
})

export function toEntry(row: z.infer<typeof listRow>): OrderEntry {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    needsAttention: row.needs_attention,
    email: row.email,
    total: euro(row.total_amount),
    placedAt: row.created_at,
  }
}

/** Columns of one order, with everything that hangs on it. */
export const adminColumns =
  `${listColumns}, subtotal_amount, shipping_amount, tax_amount, address, tracking_number, trace,
  receipt_email_id, order_lines(variant_id, name, finish, sku, unit_amount, quantity, total_amount),
  order_events(id, status, note, at), payments(kind, amount, stripe_id, created_at),
  refunds(id, amount, reason, returns_stock, status, stripe_id, error, requested_by, created_at, settled_at,
    refund_lines(variant_id, quantity)), returns(reason, created_at)` as const

export const adminRow = listRow.extend({
  subtotal_amount: amount,
  shipping_amount: amount,
  tax_amount: amount,
  address: orderRow.shape.address,
  tracking_number: z.string().nullable(),
  trace: z.string(),
  receipt_email_id: z.string().nullable(),
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
    z.object({ kind: z.enum(['capture', 'refund']), amount, stripe_id: z.string(), created_at: z.string() }),
  ),
  returns: z.object({ reason: z.string(), created_at: z.string() }).nullable(),
  refunds: z.array(
    z.object({
      id: z.uuid(),
      amount,
      reason: z.string(),
      returns_stock: z.boolean(),
      status: z.enum(['requested', 'done', 'failed']),
      stripe_id: z.string().nullable(),
      error: z.string().nullable(),
      requested_by: z.uuid().nullable(),
      created_at: z.string(),
      settled_at: z.string().nullable(),
      refund_lines: z.array(z.object({ variant_id: z.uuid(), quantity: amount })),
    }),
  ),
})
export type AdminRow = z.infer<typeof adminRow>

const byTime = (a: { created_at: string }, b: { created_at: string }) => a.created_at.localeCompare(b.created_at)
const sum = (rows: { amount: number }[]) => rows.reduce((total, row) => total + row.amount, 0)

/** The noun from its row. `staff` are names by user id. */
export function toAdminOrder(row: AdminRow, staff: ReadonlyMap<string, string>): AdminOrder {
  const promised = row.refunds.filter(({ status }) => status !== 'failed').flatMap((refund) => refund.refund_lines)
  const captured = sum(row.payments.filter(({ kind }) => kind === 'capture'))
  const refunded = sum(row.payments.filter(({ kind }) => kind === 'refund'))
  const requested = sum(row.refunds.filter(({ status }) => status === 'requested'))
  return {
    ...toEntry(row),
    subtotal: euro(row.subtotal_amount),
    shipping: euro(row.shipping_amount),
    tax: euro(row.tax_amount),
    refunded: euro(refunded),
    left: euro(captured - refunded - requested),
    address: row.address,
    trackingNumber: row.tracking_number,
    trace: traceId(row.trace) ?? row.trace,
    receiptEmailId: row.receipt_email_id,
    lines: row.order_lines
      .toSorted((a, b) => a.sku.localeCompare(b.sku))
      .map((line) => {
        const back = promised.filter((one) => one.variant_id === line.variant_id)
        return {
          variantId: line.variant_id,
          name: line.name,
          finish: line.finish,
          sku: line.sku,
          unitPrice: euro(line.unit_amount),
          quantity: line.quantity,
          total: euro(line.total_amount),
          refundable: line.quantity - back.reduce((total, one) => total + one.quantity, 0),
        }
      }),
    events: row.order_events.toSorted((a, b) => a.id - b.id).map(({ id: _, ...event }) => event),
    ledger: row.payments.toSorted(byTime).map((payment) => ({
      kind: payment.kind,
      amount: euro(payment.amount),
      stripeId: payment.stripe_id,
      at: payment.created_at,
    })),
    askedBack: row.returns && { reason: row.returns.reason, at: row.returns.created_at },
    refunds: row.refunds.toSorted(byTime).map((refund) => ({
      id: refund.id,
      amount: euro(refund.amount),
      reason: refund.reason,
      returnsStock: refund.returns_stock,
      status: refund.status,
      stripeId: refund.stripe_id,
      error: refund.error,
      requestedBy: staff.get(refund.requested_by ?? '') ?? null,
      at: refund.created_at,
    })),
  }
}
