import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serve } from '#functions/runtime/serve.ts'
import { callOf, testEnvironment, traceparent } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { sweep } from '#functions/sweep.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let sql: Sql
let queue: Listening
let provider: FakeStripe
let variant = ''
const published: string[] = []
const environment = testEnvironment({})
const handler = serve(sweep)

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  queue = await listen(async (request) => {
    published.push(((await request.json()) as { key: string }).key)
    return Response.json({ messageId: 'msg_1' })
  })
  provider = await startFakeStripe()
  const addresses = { SUPABASE_URL: database.url, QSTASH_URL: queue.url, STRIPE_API_URL: provider.url }
  for (const [name, value] of Object.entries({ ...environment, ...addresses })) vi.stubEnv(name, value)
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [row] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', 'brass', 24900 from products returning id`
  variant = row?.id
  await sql`select receive_stock(${variant}, 100)`
})
afterAll(async () => {
  await Promise.all([queue.close(), provider.close()])
  await database.close()
})
beforeEach(async () => {
  published.length = 0
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await sql`update orders set deadline_at = now() + interval '1 hour', compared_at = now()`
})

const address = { line1: 'Kade 1', line2: null, postal_code: '9000', city: 'Ghent', country: 'BE' }

/** A pending order whose time to pay is over, with its session at Stripe. */
async function addLateOrder(session?: Record<string, unknown>): Promise<string> {
  const [cart] = await sql`select add_to_cart(null, ${variant}, 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, ${traceparent}) as order`
  const id: string = placed?.order.id
  const sessionId = `cs_${randomUUID().replaceAll('-', '')}`
  if (session) {
    provider.sessions.set(sessionId, {
      id: sessionId,
      object: 'checkout.session',
      client_reference_id: id,
      payment_intent: `pi_${id}`,
      amount_total: 24_900,
      currency: 'eur',
      customer_details: { email: 'ada@example.com' },
      collected_information: { shipping_details: { name: 'Ada', address } },
      ...session,
    })
    await sql`select attach_session(${id}, ${sessionId})`
  }
  await sql`update orders set deadline_at = now() - interval '1 minute', compared_at = null where id = ${id}`
  return id
}

async function run() {
  const headers = { authorization: `Bearer ${environment.CRON_SECRET}` }
  const response = await handler(callOf('sweep', { method: 'GET', headers }))
  return { status: response.status, ...((await response.json()) as object) }
}
const stateOf = async (id: string) => (await sql`select status, needs_attention from orders where id = ${id}`)[0]
const stock = async () => (await sql`select stock from variants where id = ${variant}`)[0]?.stock

test('an order that was paid becomes paid, even when its webhook was lost', async () => {
  const id = await addLateOrder({ payment_status: 'paid', status: 'complete' })
  expect(await run()).toEqual({ status: 200, rung: 0, found: 0, planned: 0, settled: 1, failed: 0, compared: 0 })
  expect(await stateOf(id)).toEqual({ status: 'paid', needs_attention: null })
  expect(published).toEqual([`process-order.${id}`])
})

test('an unpaid order is cancelled after its session is closed', async () => {
  const before = await stock()
  const orders = [
    await addLateOrder({ payment_status: 'unpaid', status: 'open' }),
    await addLateOrder({ payment_status: 'unpaid', status: 'expired' }),
    await addLateOrder(),
  ]
  expect(await run()).toMatchObject({ settled: 3, failed: 0 })
  for (const id of orders) expect(await stateOf(id)).toEqual({ status: 'cancelled', needs_attention: null })
  expect(await stock()).toBe(before)
  expect([...provider.sessions.values()].filter((session) => session.status === 'open')).toEqual([])
})

test('one order that cannot be settled does not stop the others', async () => {
  const broken = await addLateOrder({ payment_status: 'unpaid', status: 'open' })
  provider.sessions.delete((await sql`select stripe_session_id from orders where id = ${broken}`)[0]?.stripe_session_id)
  const fine = await addLateOrder()
  expect(await run()).toMatchObject({ settled: 1, failed: 1 })
  expect(await stateOf(broken)).toMatchObject({ status: 'pending' })
  expect(await stateOf(fine)).toMatchObject({ status: 'cancelled' })
})

test('a night of abandoned orders is settled in one run, flagged ones as well', async () => {
  const before = await stock()
  const orders = await Promise.all(
    Array.from({ length: 45 }, () => addLateOrder({ payment_status: 'unpaid', status: 'open' })),
  )
  await sql`update orders set needs_attention = 'I11: what an order holds is given back' where id = ${orders[0] ?? ''}`
  expect(await run()).toMatchObject({ settled: 45, failed: 0 })
  const [left] =
    await sql`select count(*)::integer as count from orders where id in ${sql(orders)} and status <> 'cancelled'`
  expect(left).toEqual({ count: 0 })
  expect(await stock()).toBe(before)
})

test('refunds and disputes whose events were lost are found at Stripe', async () => {
  const orders = [
    await addLateOrder({ payment_status: 'paid', status: 'complete' }),
    await addLateOrder({ payment_status: 'paid', status: 'complete' }),
  ]
  await run()
  const [first, second] = orders.map((id) => `pi_${id}`)
  provider.refunds.set('re_1', {
    id: 're_1',
    object: 'refund',
    amount: 24_900,
    status: 'succeeded',
    payment_intent: first,
    created: 1,
    metadata: {},
  })
  provider.disputes.set('du_1', {
    id: 'du_1',
    object: 'dispute',
    amount: 24_900,
    status: 'needs_response',
    reason: 'fraudulent',
    payment_intent: second,
    created: 1,
  })
  const compare = () => sql`update orders set compared_at = null where id in ${sql(orders)}`
  await compare()
  expect(await run()).toMatchObject({ compared: 0 })
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update payments set created_at = now() - interval '11 minutes' where order_id in ${tx(orders)}`
  })
  published.length = 0
  expect(await run()).toMatchObject({ compared: 2 })
  expect(await Promise.all(orders.map(stateOf))).toEqual([
    { status: 'refunded', needs_attention: null },
    { status: 'paid', needs_attention: 'disputed: fraudulent' },
  ])
  expect(published.map((key) => key.split('.')[0]).toSorted()).toEqual(['refund-order', 'tell-owner'])
  expect(await run()).toMatchObject({ compared: 0 })
})

test('the sweep rings again for overdue jobs', async () => {
  await sql`insert into jobs (key, name, input, run_at) values
    ('forgotten', 'ship-order', '{}', now() - interval '10 minutes'), ('later', 'ship-order', '{}', now() + interval '10 minutes')`
  expect(await run()).toMatchObject({ rung: 1 })
  expect(published).toContain('forgotten')
  expect(published).not.toContain('later')
})

test('an upload whose event was lost is planned once', async () => {
  const id = randomUUID()
  const path = `${id}.png`
  await sql`insert into photographs (id, product_id, role, alt, original_path)
    select ${id}, id, 'on', 'A lamp', ${path} from products`
  await sql`insert into storage.objects (bucket_id, name, created_at) values ('originals', ${path}, now() - interval '2 minutes')`
  expect(await run()).toMatchObject({ status: 200, found: 1 })
  expect(published).toContain(`make-thumbnail.${id}.webp`)
  expect(await sql`select status from photographs where id = ${id}`).toEqual([{ status: 'uploaded' }])
  expect(await run()).toMatchObject({ status: 200, found: 0 })
})

test('an order that stays too long in another state is flagged for staff', async () => {
  const id = await addLateOrder({ payment_status: 'paid', status: 'complete' })
  await run()
  await sql`update orders set deadline_at = now() - interval '10 minutes' where id = ${id}`
  await run()
  expect(await stateOf(id)).toMatchObject({ status: 'paid', needs_attention: expect.stringMatching(/.+/) })
})

test('only the scheduler may call it', async () => {
  const response = await handler(callOf('sweep', { method: 'GET' }))
  expect(response.status).toBe(401)
})
