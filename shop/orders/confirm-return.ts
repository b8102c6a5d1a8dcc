import { ShopError } from '#lib/errors.ts'
import { unwrap } from '#lib/supabase.ts'
import { returnMail } from '#shop/orders/mails/return.ts'
import { orderRow, toOrder } from '#shop/orders/orders.ts'
import type { MailTools } from '#shop/orders/receipts.ts'
import { shop } from '#shop.config.ts'

/** Mails the shopper how to return an order. Returns the mail's id. */
export async function confirmReturn({ db, mailer, siteUrl }: MailTools, orderId: string): Promise<string> {
  const row = orderRow.nullable().parse(unwrap(await db.rpc('get_receipt', { order_id: orderId })))
  if (!row?.email || !row.access_key) throw new ShopError('not_found', 'There is no such order to return.')
  return mailer.send({
    to: row.email,
    subject: `Return of your ${shop.name} order ${row.number}`,
    body: returnMail(toOrder(db, row), `${siteUrl}/orders/${row.id}?key=${row.access_key}`),
    idempotencyKey: `return-${row.id}`,
  })
}
