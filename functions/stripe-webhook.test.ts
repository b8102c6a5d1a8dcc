import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let provider: FakeStripe
/** The jobs that the queue was asked to deliver. */
const published: { path: string; body: unknown; traceparent: string | null }[] = []
const environment = testEnvironment({})
const handler = serve(stripeWebhook)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    const path = new URL(request.url).pathname
    published.push({
      path,
      body: await request.json(),
      traceparent: request.headers.get('upstash-forward-traceparent'),
    })
    return Response.json({ messageId: 'msg_1' })
  })
  provider = await startFakeStripe()
  const addresses = { SUPABASE_URL: database.url, QSTASH_URL: queue.url, STRIPE_API_URL: provider.url }
  const values = { ...environment, ...addresses }
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all([queue.close(), provider.close()])
  await database.close()
})
beforeEach(() => {
  published.length = 0
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
})

const stripe = new Stripe('sk_test_local')
const sessionId = () => `cs_${randomUUID().replaceAll('-', '')}`

async function addOrder(session = sessionId()) {
  const slug = `lamp-${randomUUID()}`
  await sql`insert into categories (slug, name) values (${slug}, 'Lamps')`
  await sql`insert into collections (slug, name, hex) values (${slug}, 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select ${slug}, ${slug}, 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o where a.slug = ${slug} and o.slug = ${slug}`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', slug, 24900 from products where slug = ${slug} returning id`
  await sql`select receive_stock(${variant?.id}, 5)`
  const [cart] = await sql`select add_to_cart(null, ${variant?.id}, 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, ${traceparent}) as order`
  await sql`select attach_session(${placed?.order.id}, ${session})`
  return { id: placed?.order.id as string, session, variant: variant?.id as string }
}

type Order = Awaited<ReturnType<typeof addOrder>>

/** The session of an order as Stripe returns it now; paid unless a test sets otherwise. */
function keepSession(order: Order, change: Record<string, unknown> = {}) {
  const address = { line1: 'Kade 1', line2: null, postal_code: '9000', city: 'Ghent', country: 'BE' }
  const session = {
    id: order.session,
    object: 'checkout.session',
    client_reference_id: order.id,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: `pi_${order.id}`,
    amount_total: 24_900,
    currency: 'eur',
    customer_details: { email: 'ada@example.com', name: 'Ada' },
    collected_information: { shipping_details: { name: 'Ada', address } },
    metadata: { traceparent },
    ...change,
  }
  provider.sessions.set(session.id, session)
  return session
}

const eventOf = (object: unknown, type: string, id = `evt_${randomUUID()}`) => ({
  id,
  object: 'event',
  type,
  created: Math.floor(Date.now() / 1000),
  data: { object },
})

function send(event: unknown): Promise<Response> {
  const body = JSON.stringify(event)
  const signature = stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: environment.STRIPE_WEBHOOK_SECRET,
  })
  return handler(callOf('stripe-webhook', { body, headers: { 'stripe-signature': signature } }))
}
const stateOf = async ({ id }: Order) =>
  (await sql`select status, needs_attention, address from orders where id = ${id}`)[0]

test('a paid session pays its order once, in the trace of its checkout, however often the event arrives', async () => {
  const order = await addOrder()
  const event = eventOf(keepSession(order), 'checkout.session.completed')
  const responses = [await send(event), ...(await Promise.all([send(event), send(event), send(event)]))]
  expect(responses.map((response) => response.status)).toEqual([200, 200, 200, 200])
  expect(await stateOf(order)).toMatchObject({
    status: 'paid',
    needs_attention: null,
    address: { city: 'Ghent', line2: null },
  })
  expect(await sql`select from payments where order_id = ${order.id}`).toHaveLength(1)
  expect(await sql`select from jobs where input ->> 'orderId' = ${order.id}`).toHaveLength(1)
  expect(published).toMatchObject([
    {
      path: expect.stringContaining('/api/process-order'),
      body: { key: `process-order.${order.id}`, input: { orderId: order.id } },
    },
  ])
  expect(published[0]?.traceparent).toContain('a'.repeat(32))
  const runs = await sql`select distinct trace from function_runs`
  expect(runs).toEqual([{ trace: 'a'.repeat(32) }])
})

test('an event of an older API version pays too, because the shop asks Stripe for the session', async () => {
  const order = await addOrder()
  const { collected_information: _, ...old } = keepSession(order)
  const shipping = { name: 'Ada', address: { line1: 'Kade 1' } }
  const event = eventOf({ ...old, shipping_details: shipping, amount_total: 1 }, 'checkout.session.completed')
  expect((await send(event)).status).toBe(200)
  expect(await stateOf(order)).toMatchObject({
    status: 'paid',
    needs_attention: null,
    address: { line1: 'Kade 1', city: 'Ghent' },
  })
})

test('an order without a complete address is paid, flagged and not packed', async () => {
  const order = await addOrder()
  await send(eventOf(keepSession(order, { collected_information: null }), 'checkout.session.completed'))
  expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: 'paid without a complete address' })
  await sql`select pack_order(${order.id})`
  expect(await stateOf(order)).toMatchObject({ status: 'paid' })
})

test('events of one payment in any order have one effect', async () => {
  const order = await addOrder()
  const session = keepSession(order)
  await send(eventOf(session, 'checkout.session.async_payment_succeeded'))
  await send(eventOf({ ...session, payment_status: 'unpaid' }, 'checkout.session.completed'))
  await send(eventOf(session, 'checkout.session.completed'))
  await send(eventOf(session, 'checkout.session.expired'))
  expect(await stateOf(order)).toMatchObject({ status: 'paid', needs_attention: null })
  expect(await sql`select from payments where order_id = ${order.id}`).toHaveLength(1)
})

test('a session that is complete but not yet paid changes nothing', async () => {
  const order = await addOrder()
  provider.intents.set(`pi_${order.id}`.replaceAll('-', ''), { id: 'pi', status: 'processing' })
  const session = keepSession(order, { payment_status: 'unpaid', payment_intent: `pi_${order.id}`.replaceAll('-', '') })
  expect((await send(eventOf(session, 'checkout.session.completed'))).status).toBe(200)
  expect(await stateOf(order)).toMatchObject({ status: 'pending' })
})

test.each([
  ['checkout.session.expired', 'expired', null],
  ['checkout.session.async_payment_failed', 'complete', 'requires_payment_method'],
])('a session that ends with %s gives its lamps back', async (type, status, intent) => {
  const order = await addOrder()
  const payment = `pi_${order.id}`.replaceAll('-', '')
  if (intent) provider.intents.set(payment, { id: payment, status: intent })
  await send(eventOf(keepSession(order, { payment_status: 'unpaid', payment_intent: payment, status }), type))
  expect(await stateOf(order)).toMatchObject({ status: 'cancelled' })
  expect(await sql`select stock from variants where id = ${order.variant}`).toEqual([{ stock: 5 }])
})

test('an expired session that is not the one of its order cancels nothing', async () => {
  const order = await addOrder()
  const other = keepSession({ ...order, session: sessionId() }, { payment_status: 'unpaid', status: 'expired' })
  expect(await (await send(eventOf(other, 'checkout.session.expired'))).json()).toMatchObject({ state: 'handled' })
  expect(await stateOf(order)).toMatchObject({ status: 'pending' })
})

test('a captured payment is refunded when the session of its order expires', async () => {
  const order = await addOrder()
  keepSession({ ...order, session: sessionId() }, { amount_total: 100, payment_intent: `pi_wrong_${order.id}` })
  const wrong = [...provider.sessions.values()].at(-1)
  await send(eventOf(wrong, 'checkout.session.completed'))
  expect(await stateOf(order)).toMatchObject({ status: 'pending', needs_attention: 'paid through another session' })
  await send(eventOf(keepSession(order, { payment_status: 'unpaid', status: 'expired' }), 'checkout.session.expired'))
  expect(await stateOf(order)).toMatchObject({ status: 'cancelled' })
  expect(await sql`select amount, status from refunds where order_id = ${order.id}`).toEqual([
    { amount: 100, status: 'requested' },
  ])
})

test('a failed payment is stored for the reports, and its order waits for the next attempt', async () => {
  const order = await addOrder()
  const intent = { id: `pi_${order.id}`, object: 'payment_intent', metadata: { order_id: order.id } }
  const event = eventOf(intent, 'payment_intent.payment_failed')
  expect((await send(event)).status).toBe(200)
  expect(await stateOf(order)).toMatchObject({ status: 'pending' })
  expect(
    await sql`select type, handled_at is not null as handled, ignored from stripe_events where id = ${event.id}`,
  ).toEqual([{ type: 'payment_intent.payment_failed', handled: true, ignored: false }])
})

test('an event whose handling failed is handled again', async () => {
  const order = await addOrder()
  const event = eventOf(keepSession(order), 'checkout.session.completed')
  await sql`alter table payments rename to gone`
  expect((await send(event)).status).toBe(500)
  await sql`alter table gone rename to payments`
  expect(await (await send(event)).json()).toEqual({ event: event.id, state: 'handled' })
  expect(await stateOf(order)).toMatchObject({ status: 'paid' })
  expect(await (await send(event)).json()).toEqual({ event: event.id, state: 'already handled' })
})

test('events of another program in the same Stripe account are ignored with 200 and counted', async () => {
  const order = await addOrder()
  const stranger = { id: sessionId(), object: 'checkout.session', client_reference_id: null, payment_status: 'paid' }
  const events = [
    eventOf({ id: 'in_1', object: 'invoice' }, 'invoice.paid'),
    eventOf(stranger, 'checkout.session.completed'),
    eventOf({ ...stranger, client_reference_id: 'their own number' }, 'checkout.session.completed'),
    eventOf({ ...stranger, client_reference_id: randomUUID() }, 'checkout.session.expired'),
    eventOf({ id: 'pi_theirs', object: 'payment_intent', metadata: {} }, 'payment_intent.payment_failed'),
    eventOf({ id: 'ch_1', object: 'charge', payment_intent: 'pi_theirs' }, 'charge.refunded'),
    eventOf({ id: 'du_1', object: 'dispute', payment_intent: 'pi_theirs' }, 'charge.dispute.created'),
  ]
  for (const event of events) expect(await (await send(event)).json()).toEqual({ event: event.id, state: 'ignored' })
  const [counted] = await sql`select count(*)::integer as count from stripe_events where ignored`
  expect(counted).toEqual({ count: events.length })
  expect(await stateOf(order)).toMatchObject({ status: 'pending' })
})

test('a signed event without its fields is refused', async () => {
  expect((await send({ id: 'evt_x', object: 'event' })).status).toBe(400)
})
