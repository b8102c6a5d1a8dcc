import * as z from 'zod'
import type { RefundRequest } from '#shop/orders/refunds.ts'

/** The names of the quantity fields: this prefix, then the id of the variant. */
export const quantityPrefix = 'quantity-'

const reason = z.string('Enter a reason.').trim().min(1, 'Enter a reason.').max(200, 'Use at most 200 characters.')

const quantity = z.coerce
  .number('The quantity must be a whole number.')
  .int('The quantity must be a whole number.')
  .min(0, 'The quantity must be a whole number.')
  .max(20, 'An order has at most 20 of one lamp.')

const base = z.object({ orderId: z.uuid(), refundId: z.uuid(), reason })

/** The form of a cancellation. */
export const cancelForm = base

/** The form of a refund: everything that is left, or `quantity-<variant id>` for each line. */
export const refundForm = base
  .extend({ scope: z.enum(['all', 'lines'], 'Choose what to refund.'), returnsStock: z.literal('on').optional() })
  .catchall(z.string())
  .transform((form, context): RefundRequest => {
    const { orderId, refundId, reason, returnsStock, scope } = form
    const request = { orderId, refundId, reason, returnsStock: returnsStock === 'on' }
    if (scope === 'all') return { ...request, lines: null }
    const lines: { variantId: string; quantity: number }[] = []
    for (const [name, value] of Object.entries(form)) {
      if (!name.startsWith(quantityPrefix) || typeof value !== 'string') continue
      const parsed = quantity.safeParse(value.trim())
      if (!parsed.success)
        context.addIssue({ code: 'custom', path: [name], message: parsed.error.issues[0]?.message ?? '' })
      else if (parsed.data > 0) lines.push({ variantId: name.slice(quantityPrefix.length), quantity: parsed.data })
    }
    if (lines.length === 0) context.addIssue({ code: 'custom', path: ['scope'], message: 'Choose what to refund.' })
    return { ...request, lines }
  })
