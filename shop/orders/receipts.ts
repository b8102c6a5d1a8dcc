import type { Mailer } from '#lib/email.ts'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { receiptMail } from '#shop/orders/mails/receipt.ts'
import { orderRow, toOrder } from '#shop/orders/orders.ts'
import { shop } from '#shop.config.ts'

/** Tools of a verb that sends mail: the database, the mail service, and the shop's base URL. */
export type MailTools = { db: Db; mailer: Mailer; siteUrl: string }

/**
 * Sends the receipt of a paid order. The order's id is the mail's idempotency key, and an order with a receipt gets no second
 * one, so a repeated call sends nothing. If the mail service refuses the receipt for good, the order stores the reason.
 * @param copy 0 for the receipt itself; a new number for each further copy
 * Returns the provider's id of the mail; null when there was nothing to send or the mail service refused it for good.
 */
export async function sendReceipt(
  { db, mailer, siteUrl }: MailTools,
  orderId: string,
  copy = 0,
): Promise<string | null> {
  const row = orderRow.nullable().parse(unwrap(await db.rpc('get_receipt', { order_id: orderId })))
  if (!row?.access_key) throw new ShopError('not_found', 'There is no paid order of this id.')
  if (copy === 0 && row.has_receipt) return null
  try {
    if (!row.email) throw new ShopError('invalid', 'The order has no mail address.')
    const emailId = await mailer.send({
      to: row.email,
      subject: `Your ${shop.name} order ${row.number}`,
      body: receiptMail(toOrder(db, row), `${siteUrl}/orders/${row.id}?key=${row.access_key}`),
      idempotencyKey: copy > 0 ? `receipt-${row.id}-${copy}` : `receipt-${row.id}`,
    })
    unwrap(await db.rpc('keep_receipt', { order_id: orderId, email_id: emailId }))
    return emailId
  } catch (error) {
    if (!(error instanceof ShopError)) throw error
    unwrap(await db.rpc('fail_receipt', { order_id: orderId, error: error.message }))
    return null
  }
}
