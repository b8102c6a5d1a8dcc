import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

export type Purchase = {
  id: string
  trace: string
  call: { method: string; headers: Record<string, string>; body: string }
}

/** A shop with one lamp, and what its functions call. */
export type ShopFloor = {
  database: TestDatabase
  /** the environment of the store's functions */
  environment: Record<string, string>
  mails: { to: string; subject: string }[]
  product: string
  /** Orders a lamp and pays it. @returns the order, its trace, and Stripe's call of the webhook */
  payOrder(): Promise<Purchase>
  close(): Promise<void>
}

const light = {
  source: 'LED',
  watts: 8,
  lumens: 800,
  kelvin: 2700,
  cri: 95,
  dimmable: true,
  control: 'dial',
  ip: 'IP20',
  power: 'mains',
}

export async function openShop(): Promise<ShopFloor> {
  const database = await startTestDatabase()
  const provider = await startFakeStripe()
  const mails: ShopFloor['mails'] = []
  const mail = await listen(async (request) => {
    mails.push((await request.json()) as ShopFloor['mails'][number])
    return Response.json({ id: randomUUID() })
  })
  const addresses = { database: database.url, payments: provider.url, mail: mail.url }
  const { sql } = database
  const { SITE_URL: site_url, STORAGE_WEBHOOK_SECRET: webhook_secret } = testEnvironment({})
  await sql`select configure(${sql.json({ site_url, webhook_secret })})`
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  const [product] =
    await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, ${sql.json(light)}, 2026 from categories a, collections o returning id`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    values (${product?.id}, 'brass', 'Brass', '#aa8844', 'moth-brass', 24900) returning id`
  await sql`select receive_stock(${variant?.id}, 50)`

  async function payOrder(): Promise<Purchase> {
    const trace = randomUUID().replaceAll('-', '')
    const traceparent = `00-${trace}-1234567890abcdef-01`
    const session = `cs_${randomUUID().replaceAll('-', '')}`
    const [cart] = await sql`select add_to_cart(null, ${variant?.id}, 1) as id`
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
    const payload = JSON.stringify({
      id: `evt_${randomUUID()}`,
      object: 'event',
      type,
      created,
      data: { object: paid },
    })
    const secret = testEnvironment({}).STRIPE_WEBHOOK_SECRET
    const signature = new Stripe('sk_test_local').webhooks.generateTestHeaderString({ payload, secret })
    return { id, trace, call: { method: 'POST', headers: { 'stripe-signature': signature }, body: payload } }
  }

  return {
    database,
    environment: testEnvironment(addresses),
    mails,
    product: product?.id,
    payOrder,
    async close() {
      await Promise.all([provider.close(), mail.close()])
      await database.close()
    },
  }
}
