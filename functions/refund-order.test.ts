import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { refundOrder } from '#functions/refund-order.ts'
import { serve } from '#functions/runtime/serve.ts'
import { deliveryOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let provider: FakeStripe
let variant = ''
const mails: unknown[] = []
const servers: Listening[] = []
const handler = serve(refundOrder)

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
  provider = await startFakeStripe()
  const mail = await listen(async (request) => {
    mails.push(await request.json())
    return Response.json({ id: 'mail_1' })
  })
  const queue = await listen(() => Response.json({ messageId: 'msg_1' }))
  servers.push(mail, queue)
  const addresses = { database: database.url, queue: queue.url, payments: provider.url, mail: mail.url }
  for (const [name, value] of Object.entries(testEnvironment(addresses))) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all([provider.close(), ...servers.map((server) => server.close())])
  await database.close()
})
beforeEach(() => {
  mails.length = 0
  provider.refunds.clear()
  provider.calls.length = 0
  for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
})

type Order = { id: string; total: number }

/** A paid order with a requested refund of its total. */
async function askedRefund(): Promise<{ order: Order; id: string }> {
  const [cart] = await sql`select add_to_cart(null, ${variant}, 1) as id`
  const [placed] = await sql<{ order: Order }[]>`select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id: orderId, total } = placed.order
  const address = { name: 'Ada', line1: 'Kade 1', line2: null, postalCode: '9000', city: 'Ghent', country: 'BE' }
  await sql`select mark_paid(${orderId}, ${`cs_${orderId}`}, ${`pi_${orderId}`}, ${total}, 'eur', 'ada@example.com', ${sql.json(address)})`
  const id = randomUUID()
  await sql`select private.add_refund(${id}, c.id, ${total}, 'Broken', false) from private.captures(${orderId}) c`
  return { order: { id: orderId, total }, id }
}
const refundedOf = async ({ id }: Order) => (await sql`select private.refunded(${id}) as sum`)[0]?.sum
const stateOf = async ({ id }: Order) => (await sql`select status, needs_attention from orders where id = ${id}`)[0]
const work = async (id: string, key = `refund-order.${id}`) =>
  (await handler(deliveryOf('refund-order', key, { refundId: id }))).json()
const made = () => provider.calls.filter((call) => call === 'POST /v1/refunds').length
const addAtStripe = (order: Order, change: Record<string, unknown>) => {
  const id = `re_${randomUUID().replaceAll('-', '')}`
  const row = { id, object: 'refund', amount: order.total, status: 'succeeded', created: 1, metadata: {} }
  provider.refunds.set(id, { ...row, payment_intent: `pi_${order.id}`, ...change })
  return id
}

test('a refund is made once and stored, and the shopper gets a mail', async () => {
  const { order, id } = await askedRefund()
  expect(await work(id)).toEqual({ refund: id, outcome: 'done' })
  expect(made()).toBe(1)
  expect(await stateOf(order)).toMatchObject({ status: 'refunded' })
  expect(mails).toHaveLength(1)
})

test('a replay after the idempotency key has expired finds the refund and makes no second one', async () => {
  const { order, id } = await askedRefund()
  addAtStripe(order, { metadata: { refund_id: id }, amount: order.total / 2 })
  expect(await work(id)).toEqual({ refund: id, outcome: 'done' })
  expect(made()).toBe(0)
  expect(await refundedOf(order)).toBe(order.total / 2)
})

test('an amount that was refunded in the dashboard is not refunded again', async () => {
  const { order, id } = await askedRefund()
  addAtStripe(order, { amount: 1_000 })
  await work(id)
  expect([...provider.refunds.values()].map(({ amount }) => amount)).toEqual([1_000, order.total - 1_000])
  expect(await refundedOf(order)).toBe(order.total)
})

test('the shopper gets no mail about a pending refund until it is done', async () => {
  const { order, id } = await askedRefund()
  const stripeId = addAtStripe(order, { metadata: { refund_id: id }, status: 'pending' })
  expect(await work(id)).toEqual({ refund: id, outcome: 'pending' })
  expect(mails).toEqual([])
  const [told] =
    await sql`select take_refund(${stripeId}, ${`pi_${order.id}`}, ${order.total}, 'done', null, null) as job`
  expect(await work(id, told?.job.key)).toEqual({ refund: id, outcome: 'done' })
  expect(mails).toHaveLength(1)
  expect(made()).toBe(0)
})

test('a refund that fails at once stays owed, and the owner gets a mail', async () => {
  const { order, id } = await askedRefund()
  addAtStripe(order, { metadata: { refund_id: id }, status: 'failed', failure_reason: 'lost_or_stolen_card' })
  expect(await work(id)).toEqual({ refund: id, outcome: 'failed' })
  expect(mails).toEqual([])
  expect(await stateOf(order)).toMatchObject({
    status: 'paid',
    needs_attention: 'a refund failed: The bank refused it: lost_or_stolen_card.',
  })
  expect(await sql`select from jobs where key = ${`tell-owner.refund-${id}`}`).toHaveLength(1)
})
