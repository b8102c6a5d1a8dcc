import { unwrap } from '#lib/supabase.ts'
import { deliveredMail, shippedMail } from '#shop/orders/mails/parcel.ts'
import { orderRow, toOrder } from '#shop/orders/orders.ts'
import type { MailTools } from '#shop/orders/receipts.ts'
import { shop } from '#shop.config.ts'

const mails = {
  shipped: { subject: 'is on its way', body: shippedMail },
  delivered: { subject: 'has arrived', body: deliveredMail },
}

/**
 * Mails the shopper where the parcel is. Sends nothing when that is no longer so: the order has moved on, or its money goes back.
 * Returns the mail's id; null when nothing was sent.
 * @throws ShopError invalid when the mail service refuses the mail for good
 */
export async function tellShopper(
  { db, mailer, siteUrl }: MailTools,
  orderId: string,
  about: keyof typeof mails,
): Promise<string | null> {
  const row = orderRow.nullable().parse(unwrap(await db.rpc('get_parcel_news', { order_id: orderId, about })))
  if (!row?.email || !row.access_key) return null
  const { subject, body } = mails[about]
  return mailer.send({
    to: row.email,
    subject: `Your ${shop.name} order ${row.number} ${subject}`,
    body: body(toOrder(db, row), `${siteUrl}/orders/${row.id}?key=${row.access_key}`),
    idempotencyKey: `${about}-${row.id}`,
  })
}
