import { ShopError } from '#lib/errors.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { returnMail } from '#shop/orders/mails/return.ts'
import { orderRow, toOrder } from '#shop/orders/orders.ts'
import type { MailTools } from '#shop/orders/receipts.ts'
import { shop } from '#shop.config.ts'

/**
 * Requests the return of an order, once. Returns the job that confirms it by mail.
 * @param db as the caller: the owner of the order, or anybody with its key
 * @throws ShopError not_found, conflict (not shipped yet, too late, refunded already)
 */
export async function requestReturn(db: Db, orderId: string, key: string | null, reason: string): Promise<Job | null> {
  const input = { order_id: orderId, reason, ...(key ? { access_key: key } : {}) }
  return toJob(unwrap(await db.rpc('request_return', input)))
}

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
