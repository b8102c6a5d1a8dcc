import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { processOrder } from '#functions/process-order.ts'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// A purchase with a mail service that fails once. Its trace is whole, and nothing of the shopper is in it.

let database: TestDatabase
let sql: Sql
let provider: FakeStripe
let isMailDown = true
const servers: Listening[] = []
const headers: (string | null)[] = []
const exported: string[] = []
const canaries = {
  ...{ email: 'xenia.canary@example.com', name: 'Xenia Kanarie', line1: 'Vogelgracht 77', city: 'Kanariehaven' },
  ...{ postal_code: '7788KN', key: '' },
}
const environment = () => ({
  ...testEnvironment({
    database: database.url,
    payments: provider.url,
    queue: servers[0]?.url ?? '',
    mail: servers[1]?.url ?? '',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: servers[2]?.url ?? '',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
})

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  provider = await startFakeStripe()
  const queue = await listen((request) => {
    headers.push(request.headers.get('upstash-forward-traceparent'))
    return Response.json({ messageId: 'msg_1' })
  })
  const mail = await listen(() =>
    isMailDown
      ? Response.json(
          { statusCode: 500, name: 'internal_server_error', message: `no mail to ${canaries.email}` },
          { status: 500 },
        )
      : Response.json({ id: 'mail_1' }),
  )
  const receiver = await listen(async (request) => {
    exported.push(await request.text())
    return Response.json({})
  })
  servers.push(queue, mail, receiver)
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
})
afterAll(async () => {
  await Promise.all([provider.close(), ...servers.map((server) => server.close())])
  await database.close()
})
const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
beforeEach(() => {
  for (const spy of written) spy.mockReset().mockReturnValue()
})

async function placeOrder(traceparent: string) {
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
  await sql`select receive_stock(${variant?.id}, 100)`
  const [cart] = await sql`select add_to_cart(null, ${variant?.id}, 1) as id`
  const [placed] = await sql<{ order: { id: string; total: number } }[]>`
    select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id, total } = placed.order
  await sql`select attach_session(${id}, 'cs_1')`
  const [{ access_key } = {}] = await sql`select access_key from orders where id = ${id}`
  canaries.key = access_key
  return { id, total }
}

function pay({ id, total }: { id: string; total: number }, traceparent: string): Promise<Response> {
  const { email, name, line1, city, postal_code } = canaries
  const address = { line1, line2: null, postal_code, city, country: 'BE' }
  const session = {
    ...{ id: 'cs_1', object: 'checkout.session', client_reference_id: id, status: 'complete', payment_status: 'paid' },
    ...{ payment_intent: 'pi_1', amount_total: total, currency: 'eur', customer_details: { email, name } },
    ...{ collected_information: { shipping_details: { name, address } }, metadata: { traceparent } },
  }
  provider.sessions.set('cs_1', session)
  const created = Math.floor(Date.now() / 1000)
  const type = 'checkout.session.completed'
  const payload = JSON.stringify({ id: 'evt_1', object: 'event', type, created, data: { object: session } })
  const secret = environment().STRIPE_WEBHOOK_SECRET
  const signature = new Stripe('sk_test_local').webhooks.generateTestHeaderString({ payload, secret })
  return serve(stripeWebhook)(callOf('stripe-webhook', { body: payload, headers: { 'stripe-signature': signature } }))
}

test('its trace goes from the payment to the mail, across the queue and a retry, without personal data', async () => {
  const [trace, click] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
  const traceparent = `00-${trace}-${click}-01`
  const order = await placeOrder(traceparent)
  expect((await pay(order, traceparent)).status).toBe(200)
  const deliver = () => {
    const call = deliveryOf('process-order', `process-order.${order.id}`, { orderId: order.id })
    call.headers.set('traceparent', headers[0] ?? '')
    return serve(processOrder)(call)
  }
  expect((await deliver()).status).toBe(500)
  isMailDown = false
  expect((await deliver()).status).toBe(200)

  const spans = await sql`select * from spans order by started_at`
  expect(new Set(spans.map((span) => span.trace))).toEqual(new Set([trace]))
  const known = new Set([click, ...spans.map(({ id }) => id)])
  expect(spans.filter(({ parent }) => !known.has(parent)).map(({ name }) => name)).toEqual([])
  const [webhook, publish] = ['run stripe-webhook', 'publish process-order'].map((name) =>
    spans.find((span) => span.name === name),
  )
  expect(webhook?.parent).toBe(click)
  expect(publish?.parent).toBe(webhook?.id)
  const runs = spans.filter(({ name }) => name === 'run process-order')
  expect(runs.map(({ parent, status }) => [parent, status])).toEqual([
    [publish?.id, 'error'],
    [publish?.id, 'unset'],
  ])
  const partsOf = (run: string) => spans.filter((span) => span.run_id === run).map(({ name }) => name)
  expect(partsOf(runs[0]?.run_id)).toEqual(
    expect.arrayContaining(['wait process-order', 'step send-receipt', 'mail send']),
  )
  expect(partsOf(runs[1]?.run_id)).toEqual(
    expect.arrayContaining(['wait process-order', 'mail send', 'rpc keep_receipt']),
  )
  expect(partsOf(webhook?.run_id)).toEqual(
    expect.arrayContaining(['rpc mark_paid', 'stripe GET /v1/checkout/sessions/{id}']),
  )
  const attempts =
    await sql`select attempt, status from function_runs where function = 'process-order' order by started_at`
  expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 500],
    [2, 200],
  ])

  const sent = exported.flatMap((text) => JSON.parse(text).resourceSpans[0].scopeSpans[0].spans)
  expect(sent.map(({ name }: { name: string }) => name).sort()).toEqual(spans.map(({ name }) => name).sort())
  const places = {
    spans: JSON.stringify(spans),
    exported: exported.join(),
    log: JSON.stringify(written.map((spy) => spy.mock.calls)),
  }
  for (const [place, text] of Object.entries(places)) {
    for (const [kind, canary] of Object.entries(canaries)) {
      expect(canary.length).toBeGreaterThan(5)
      expect(text.includes(canary), `${kind} in ${place}`).toBe(false)
    }
    expect(text).not.toContain('?select=')
  }
})
