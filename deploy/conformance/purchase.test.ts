import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import type { Deployed } from '#deploy/conformance/platform.ts'
import { platforms } from '#deploy/conformance/platforms.ts'
import { registry } from '#functions/registry.gen.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// A purchase and an upload with the store's own functions, whole, on every platform.

let database: TestDatabase
let provider: FakeStripe
let mail: Listening
let environment: Record<string, string>
const mails: { to: string; subject: string }[] = []
const ids = { product: '', variant: '' }

beforeAll(async () => {
  database = await startTestDatabase()
  provider = await startFakeStripe()
  mail = await listen(async (request) => {
    mails.push((await request.json()) as (typeof mails)[number])
    return Response.json({ id: randomUUID() })
  })
  const addresses = { database: database.url, payments: provider.url, mail: mail.url }
  environment = { ...testEnvironment(addresses), PROBE_SET: 'store' }
  const { sql } = database
  const { SITE_URL: site_url, STORAGE_WEBHOOK_SECRET: webhook_secret } = testEnvironment({})
  await sql`select configure(${sql.json({ site_url, webhook_secret })})`
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  const [product] =
    await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o returning id`
  ids.product = product?.id
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    values (${ids.product}, 'brass', 'Brass', '#aa8844', 'moth-brass', 24900) returning id`
  ids.variant = variant?.id
  await sql`select receive_stock(${ids.variant}, 50)`
})
afterAll(async () => {
  await Promise.all([provider.close(), mail.close()])
  await database.close()
})
beforeEach(() => {
  for (const name of ['log', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})

async function payOrder() {
  const trace = randomUUID().replaceAll('-', '')
  const traceparent = `00-${trace}-1234567890abcdef-01`
  const { sql } = database
  const session = `cs_${randomUUID().replaceAll('-', '')}`
  const [cart] = await sql`select add_to_cart(null, ${ids.variant}, 1) as id`
  const [placed] = await sql`select place_order(${cart?.id}, ${traceparent}) as order`
  if (!placed) throw new Error('There is no order.')
  const { id, total } = placed.order as { id: string; total: number }
  await sql`select attach_session(${id}, ${session})`
  const address = { line1: 'Kade 1', line2: null, postal_code: '9000', city: 'Ghent', country: 'BE' }
  const paid = {
    id: session,
    object: 'checkout.session',
    client_reference_id: id,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: `pi_${id}`,
    amount_total: total,
    currency: 'eur',
    customer_details: { email: 'ada@example.com', name: 'Ada' },
    collected_information: { shipping_details: { name: 'Ada', address } },
    metadata: { traceparent },
  }
  provider.sessions.set(session, paid)
  const created = Math.floor(Date.now() / 1000)
  const type = 'checkout.session.completed'
  const payload = JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', type, created, data: { object: paid } })
  const secret = testEnvironment({}).STRIPE_WEBHOOK_SECRET
  const signature = new Stripe('sk_test_local').webhooks.generateTestHeaderString({ payload, secret })
  return { id, trace, call: { method: 'POST', headers: { 'stripe-signature': signature }, body: payload } }
}

/** Delivers what the functions have sent, and what that causes; the sweep rings for what waits. */
async function work(deployed: Deployed, delivered: { count: number }): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const waiting = deployed.sent().slice(delivered.count)
    delivered.count += waiting.length
    for (const { line, text } of waiting) {
      const name = registry.find((one) => one.name === line.replace(/-fallbacks$/, ''))?.name ?? ''
      const [result] = await deployed.deliver(name, [text])
      expect([line, result?.fate]).toEqual([line, 'gone'])
    }
    await database.sql`update jobs set run_at = now() - interval '1 hour', rung_at = null where status = 'waiting'`
    expect(await deployed.schedule('sweep', new Date())).toBe(true)
  }
}

describe.each(platforms.filter(({ without }) => !without?.includes('store')))('$name', ({ deploy }) => {
  let deployed: Deployed
  const delivered = { count: 0 }
  beforeAll(async () => {
    deployed = await deploy(apartFromPages(registry), environment)
  })
  afterAll(() => deployed.stop())

  test('an order is paid, packed, shipped and delivered, and its receipt is sent once', async () => {
    mails.length = 0
    const { id, trace, call } = await payOrder()
    for (let times = 0; times < 2; times++) {
      expect((await deployed.fetch('/api/stripe-webhook', call)).status).toBe(200)
    }
    await work(deployed, delivered)
    const [order] = await database.sql`select status, needs_attention, receipt_email_id from orders where id = ${id}`
    expect(order).toMatchObject({ status: 'delivered', needs_attention: null, receipt_email_id: expect.any(String) })
    const toShopper = mails.filter(({ to }) => String(to).includes('ada@example.com')).map(({ subject }) => subject)
    expect(new Set(toShopper).size).toBe(toShopper.length)
    const runs =
      await database.sql`select distinct function from function_runs where trace = ${trace} order by function`
    const functions = runs.map((run) => run.function as string)
    expect(functions).toEqual(
      expect.arrayContaining(['deliver-order', 'process-order', 'ship-order', 'stripe-webhook']),
    )
  }, 60_000)

  test('a photograph that is uploaded gets its sizes', async () => {
    const { sql } = database
    const original = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer()
    const id = randomUUID()
    await sql`truncate net.http_request_queue`
    await sql`insert into photographs (id, product_id, role, alt, original_path, position)
      values (${id}, ${ids.product}, 'on', 'A lamp', ${`${id}.png`}, ${Math.floor(Math.random() * 1e6)})`
    const bucket = database.signIn('service_role').storage.from('originals')
    expect((await bucket.upload(`${id}.png`, original, { contentType: 'image/png' })).error).toBeNull()
    const posts = await sql<{ headers: Record<string, string>; body: Buffer }[]>`
      select headers, body from net.http_request_queue where url like '%/api/storage-webhook'`
    expect(posts).toHaveLength(1)
    for (const { headers, body } of posts) {
      const call = { method: 'POST', headers, body: new Uint8Array(body) }
      expect((await deployed.fetch('/api/storage-webhook', call)).status).toBe(200)
    }
    await work(deployed, delivered)
    const [photograph] = await sql`select status from photographs where id = ${id}`
    expect(photograph?.status).toBe('ready')
    const [made] = await sql`select count(*)::int as sizes from photograph_sizes where photograph_id = ${id}`
    expect(made?.sizes).toBeGreaterThan(5)
  }, 60_000)
})
