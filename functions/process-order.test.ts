import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let variant = ''
/** The error that the mail service answers with; null when it accepts the mail. */
let refusal: { statusCode: number; name: string; message: string } | null = null
const mails: unknown[] = []
const servers: Listening[] = []
const handler = serve(processOrder)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [row] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
  variant = row?.id
  await sql`select receive_stock(${variant}, 100)`
  const mail = await listen(async (request) => {
    mails.push(await request.json())
    return refusal ? Response.json(refusal, { status: refusal.statusCode }) : Response.json({ id: 'mail_1' })
  })
  const queue = await listen(() => Response.json({ messageId: 'msg_1' }))
  servers.push(mail, queue)
  const addresses = { database: database.url, queue: queue.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all([...servers.map((server) => server.close())])
  await database.close()
})
beforeEach(() => {
  mails.length = 0
  refusal = null
  for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
})

async function paidOrder(email: string | null = 'ada@example.com'): Promise<string> {
  const [cart] = await sql`select add_to_cart(null, ${variant}, 1) as id`
  const [placed] = await sql<{ order: { id: string; total: number } }[]>`
    select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id, total } = placed.order
  const address = { name: 'Ada', line1: 'Kade 1', line2: null, postalCode: '9000', city: 'Ghent', country: 'BE' }
  await sql`select mark_paid(${id}, ${`cs_${id}`}, ${`pi_${id}`}, ${total}, 'eur', ${email}, ${sql.json(address)})`
  return id
}
const work = async (orderId: string, key = `process-order.${orderId}`) =>
  (await handler(deliveryOf('process-order', key, { orderId }))).status
const orderNow = async (id: string) =>
  (await sql`select status, needs_attention, receipt_email_id from orders where id = ${id}`)[0]
const jobOf = async (id: string) => (await sql`select status from jobs where key = ${`process-order.${id}`}`)[0]?.status

test('a paid order is packed and gets its receipt', async () => {
  const id = await paidOrder()
  expect(await work(id)).toBe(200)
  expect(await orderNow(id)).toEqual({ status: 'packed', needs_attention: null, receipt_email_id: 'mail_1' })
})

test('packing does not wait for a mail service that is down, and the receipt is sent once, later', async () => {
  const id = await paidOrder()
  refusal = { statusCode: 500, name: 'internal_server_error', message: 'Something went wrong.' }
  expect(await work(id)).toBe(500)
  expect(await orderNow(id)).toEqual({ status: 'packed', needs_attention: null, receipt_email_id: null })
  refusal = null
  expect(await work(id)).toBe(200)
  expect(await orderNow(id)).toMatchObject({ receipt_email_id: 'mail_1' })
  const sent = mails.length
  await sql`insert into jobs (key, name, input) values (${`process-order.${id}.again`}, 'process-order', ${sql.json({ orderId: id })})`
  expect(await work(id, `process-order.${id}.again`)).toBe(200)
  expect(mails).toHaveLength(sent)
})

test.each([
  ['an address that the mail service refuses', 'john,doe@example.com', 'Invalid `to` field.'],
  ['no address', null, 'The order has no mail address.'],
])(
  'with %s the order is packed, and the receipt fails at once and staff see the reason',
  async (_name, email, reason) => {
    const id = await paidOrder(email)
    refusal = { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' }
    expect(await work(id)).toBe(200)
    expect(await jobOf(id)).toBe('done')
    const order = await orderNow(id)
    expect(order).toMatchObject({ status: 'packed', receipt_email_id: null })
    expect(order?.needs_attention).toContain('the receipt could not be sent: ')
    expect(order?.needs_attention).toContain(reason)
  },
)
