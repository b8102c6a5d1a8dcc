import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { parseEnv } from '#lib/env.ts'
import { createStripe, type Stripe } from '#lib/stripe.ts'
import { anonymous, asRole } from '#lib/supabase.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { addToCart, getCart } from '#shop/cart/cart.ts'
import { startCheckout } from '#shop/orders/checkout.ts'

// What an order costs is mostly calls of the database: each is a round trip, a token that is checked and a transaction. So each call that
// comes to a purchase stands here, in its order.

let database: TestDatabase
let provider: FakeStripe
const services: Listening[] = []
const secret = testEnvironment({}).STRIPE_WEBHOOK_SECRET
const settings = () => {
  const url = services[0]?.url ?? ''
  return testEnvironment({ database: database.url, payments: provider.url, queue: url, mail: url })
}
beforeAll(async () => {
  database = await startTestDatabase()
  provider = await startFakeStripe()
  services.push(await listen(() => Response.json({ id: 'one', messageId: 'msg_1' })))
  for (const [name, value] of Object.entries(settings())) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all([provider.close(), ...services.map((service) => service.close())])
  await database.close()
})
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue())

/** The calls of the database while this is done, such as `rpc/place_order`. */
async function callsOf<Result>(work: () => Promise<Result>): Promise<[Result, string[]]> {
  const fetched = vi.spyOn(globalThis, 'fetch')
  try {
    const result = await work()
    const urls = fetched.mock.calls.map(([to]) => new URL(to instanceof Request ? to.url : String(to)))
    const asked = urls.filter(({ href }) => href.startsWith(database.url))
    return [result, asked.map(({ pathname }) => pathname.replace('/rest/v1/', ''))]
  } finally {
    fetched.mockRestore()
  }
}

async function addLamp(): Promise<string> {
  const { sql } = database
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 10000 from products returning id`
  await sql`select receive_stock(${variant?.id}, 10)`
  return variant?.id
}

/** Tells the webhook that the order's session is paid. */
function pay(orderId: string, total: number): Promise<Response> {
  const shipping_details = {
    name: 'Ada',
    address: { line1: 'Kade 1', line2: null, postal_code: '9000', city: 'Ghent', country: 'BE' },
  }
  const session = {
    ...{
      id: 'cs_1',
      object: 'checkout.session',
      client_reference_id: orderId,
      status: 'complete',
      payment_status: 'paid',
    },
    ...{ payment_intent: 'pi_1', amount_total: total, currency: 'eur', metadata: { traceparent } },
    ...{ customer_details: { email: 'ada@example.com', name: 'Ada' }, collected_information: { shipping_details } },
  }
  provider.sessions.set('cs_1', session)
  const event = {
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    created: Math.floor(Date.now() / 1000),
  }
  const payload = JSON.stringify({ ...event, data: { object: session } })
  const signature = createStripe(parseEnv(settings())).webhooks.generateTestHeaderString({ payload, secret })
  return serve(stripeWebhook)(callOf('stripe-webhook', { body: payload, headers: { 'stripe-signature': signature } }))
}

test('an order asks the database 15 times, from the cart to the receipt', async () => {
  const env = parseEnv(settings())
  const variantId = await addLamp()
  const db = asRole(env, 'checkout')
  const [cart, adding] = await callsOf(async () => {
    const id = await addToCart(db, null, { variantId, quantity: 1 })
    await getCart(anonymous(env), id)
    return id
  })
  expect(adding).toEqual(['rpc/add_to_cart', 'rpc/get_cart'])

  const create = async () => ({ id: 'cs_1', url: 'https://pay.example/1' })
  const stripe = { checkout: { sessions: { create } } } as unknown as Stripe
  const queue = { ring: async () => {}, reachable: async () => true }
  const [, checkingOut] = await callsOf(() =>
    startCheckout({ db, stripe, queue, siteUrl: env.SITE_URL, trace: traceparent }, cart, { expected: 10_900 }),
  )
  expect(checkingOut).toEqual(['rpc/place_order', 'rpc/attach_session'])

  const [order] = await database.sql`select id, total_amount as total from orders where cart_id = ${cart}`
  const [told, paying] = await callsOf(() => pay(order?.id, order?.total))
  expect(told.status).toBe(200)
  expect(paying).toEqual(['rpc/keep_stripe_event', 'rpc/mark_paid', 'rpc/stripe_event_handled', 'rpc/record_run'])

  const key = `process-order.${order?.id}`
  const [done, processing] = await callsOf(() =>
    serve(processOrder)(deliveryOf('process-order', key, { orderId: order?.id })),
  )
  expect(done.status).toBe(200)
  expect(processing).toEqual([
    ...['rpc/start_job', 'rpc/pack_order', 'rpc/get_receipt', 'rpc/keep_receipt', 'job_steps'],
    ...['rpc/finish_job', 'rpc/record_run'],
  ])
  expect([adding, checkingOut, paying, processing].flat()).toHaveLength(15)
})
