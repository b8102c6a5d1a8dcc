import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { createStripe } from '#lib/stripe.ts'
import { anonymous, asRole, type Db } from '#lib/supabase.ts'
import { startPayments } from '#local/payments/server.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { addToCart, getCart, removeFromCart, setQuantity } from '#shop/cart/cart.ts'
import { listStock } from '#shop/catalog/catalog.ts'
import { type Checkout, confirmOrder, giveBack, startCheckout } from '#shop/orders/checkout.ts'
import { findOrder } from '#shop/orders/orders.ts'

let database: TestDatabase
let sql: Sql
let shopper: Db
let checkout: Checkout
let closePayments = async () => {}
const rung: (Job | null)[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  const payments = await startPayments({
    port: 0,
    file: ':memory:',
    secretKey: 'sk_test_local',
    webhook: { url: 'http://127.0.0.1:9', secret: 'whsec_local' },
  })
  closePayments = () => payments.close()
  const secret = 'local-secret-of-some-length'
  const env = parseEnv({
    SITE_URL: 'http://localhost:3000',
    SUPABASE_URL: database.url,
    SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey,
    SUPABASE_ROLE_TOKENS: JSON.stringify(mintTokens(signingKey, roles)),
    SEAL_SECRET: 'local-seal-secret-with-at-least-32-characters',
    QSTASH_TOKEN: secret,
    QSTASH_CURRENT_SIGNING_KEY: secret,
    QSTASH_NEXT_SIGNING_KEY: secret,
    STRIPE_API_URL: payments.url,
    STRIPE_SECRET_KEY: 'sk_test_local',
    STRIPE_WEBHOOK_SECRET: 'whsec_local',
    RESEND_API_KEY: secret,
    OWNER_EMAIL: 'owner@example.com',
    STORAGE_WEBHOOK_SECRET: secret,
    CRON_SECRET: secret,
  })
  shopper = anonymous(env)
  const queue = { ring: async (job: Job | null) => void rung.push(job), reachable: async () => true }
  const trace = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01'
  checkout = { db: asRole(env, 'checkout'), stripe: createStripe(env), queue, siteUrl: env.SITE_URL, trace }
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
})
afterAll(async () => {
  await closePayments()
  await database.close()
})

async function addLamp(stock: number): Promise<string> {
  const slug = `lamp-${randomUUID()}`
  await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select ${slug}, ${slug}, 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o`
  const [variant] = await sql`insert into variants (product_id, slug, name, hex, sku, price_amount)
    select id, 'brass', 'Brass', '#aa8844', slug, 9900 from products where slug = ${slug} returning id`
  await sql`select receive_stock(${variant?.id}, ${stock})`
  return variant?.id
}
/** Calls checkout in the same way as the app. */
const add = (cart: string | null, lamp: string, quantity: number) =>
  addToCart(checkout.db, cart, { variantId: lamp, quantity })
const listLive = async (lamp: string, cart: string | null) =>
  listStock(
    shopper,
    (await sql`select p.slug from products p join variants v on v.product_id = p.id where v.id = ${lamp}`)[0]?.slug,
    cart,
  )
const ordersOf = (cart: string) =>
  sql`select id, access_key, status, stripe_session_id as session from orders where cart_id = ${cart} order by created_at`

test('a cart counts, changes and empties', async () => {
  const lamp = await addLamp(5)
  expect(await getCart(shopper, null)).toMatchObject({ count: 0, total: { amount: 0 } })
  const cart = await add(null, lamp, 2)
  expect(await add(cart, lamp, 1)).toBe(cart)
  expect(await getCart(shopper, cart)).toMatchObject({
    count: 3,
    subtotal: { amount: 29_700, currency: 'eur' },
    shipping: { amount: 0 },
  })
  await setQuantity(shopper, cart, lamp, 1)
  expect(await getCart(shopper, cart)).toMatchObject({
    total: { amount: 10_800 },
    lines: [{ total: { amount: 9900 }, photograph: null }],
  })
  await setQuantity(shopper, cart, lamp, 6)
  expect(await getCart(shopper, cart)).toMatchObject({
    count: 6,
    total: { amount: 0 },
    lines: [{ quantity: 6, stock: 5, state: 'short' }],
  })
  await setQuantity(shopper, cart, lamp, 1)
  await expect(setQuantity(shopper, cart, lamp, 0)).rejects.toMatchObject({ code: 'invalid', status: 400 })
  await expect(add(cart, randomUUID(), 1)).rejects.toMatchObject({ code: 'not_found', status: 404 })
  await removeFromCart(shopper, cart, lamp)
  expect(await getCart(shopper, cart)).toMatchObject({ count: 0 })
})

test('two clicks, one after the other or at once, lead to one order and one payment page', async () => {
  const cart = await add(null, await addLamp(5), 1)
  const pages = await Promise.all([
    startCheckout(checkout, cart),
    startCheckout(checkout, cart),
    startCheckout(checkout, cart),
  ])
  pages.push(await startCheckout(checkout, cart))
  expect(new Set(pages.map((page) => page.url)).size).toBe(1)
  expect(await ordersOf(cart)).toMatchObject([{ status: 'pending', session: expect.stringMatching(/^cs_/) }])
})

test('the address of the account is filled in, and one that Stripe refuses stops no sale', async () => {
  const pageFor = async (email: string) => {
    const cart = await add(null, await addLamp(5), 1)
    const [page, again] = [
      await startCheckout(checkout, cart, { email }),
      await startCheckout(checkout, cart, { email }),
    ]
    expect(again).toEqual(page)
    const [order] = await ordersOf(cart)
    return checkout.stripe.checkout.sessions.retrieve(order?.session)
  }
  expect(await pageFor('ada@example.com')).toMatchObject({ status: 'open', customer_email: 'ada@example.com' })
  expect(await pageFor('ada@localhost')).toMatchObject({ status: 'open', customer_email: null })
})

test('the payment page asks for what the order says, whatever the browser thought', async () => {
  const cart = await add(null, await addLamp(5), 1)
  const asked = vi.spyOn(checkout.stripe.checkout.sessions, 'create')
  await startCheckout(checkout, cart)
  expect(asked.mock.calls.map(([wanted]) => wanted)).toMatchObject([{ allowed_payment_method_types: ['card'] }])
  const [order] = await ordersOf(cart)
  const session = await checkout.stripe.checkout.sessions.retrieve(order?.session)
  expect(session).toMatchObject({
    amount_total: 10_800,
    currency: 'eur',
    client_reference_id: order?.id,
    payment_status: 'unpaid',
  })
  expect(session.metadata).toMatchObject({ order_id: order?.id, traceparent: checkout.trace })
})

test('a changed cart gives up its earlier order: its own lamps never block a shopper', async () => {
  const lamp = await addLamp(3)
  const cart = await add(null, lamp, 2)
  const first = await startCheckout(checkout, cart)
  await sql`update orders set created_at = created_at - interval '2 minutes' where cart_id = ${cart}`
  await sql`update cart_lines set quantity = 3 where cart_id = ${cart}`
  const second = await startCheckout(checkout, cart)
  expect(second.url).not.toBe(first.url)
  const [old, current] = await ordersOf(cart)
  expect([old?.status, current?.status]).toEqual(['cancelled', 'pending'])
  expect(await checkout.stripe.checkout.sessions.retrieve(old?.session)).toMatchObject({ status: 'expired' })
  expect(await sql`select stock from variants where id = ${lamp}`).toEqual([{ stock: 0 }])
})

test('an empty cart, and a lamp that somebody else has bought, end in a sentence', async () => {
  await expect(startCheckout(checkout, randomUUID())).rejects.toMatchObject({
    code: 'invalid',
    message: 'Your cart is empty.',
  })
  const lamp = await addLamp(1)
  const [mine, theirs] = [await add(null, lamp, 1), await add(null, lamp, 1)]
  await startCheckout(checkout, theirs)
  await expect(startCheckout(checkout, mine)).rejects.toMatchObject({
    code: 'sold_out',
    message: "Moth in Brass is in somebody else's cart just now. Try again soon.",
  })
})

test('who comes back, or changes what they were about to pay, gives the lamps back after the payment page is closed', async () => {
  const [lamp, other] = [await addLamp(2), await addLamp(2)]
  const cart = await add(null, lamp, 2)
  await startCheckout(checkout, cart)
  const stock = async () => (await sql`select stock from variants where id = ${lamp}`)[0]?.stock
  expect(await listLive(lamp, null)).toEqual([{ variantId: lamp, stock: 0, held: 2 }])
  expect(await listLive(lamp, cart)).toEqual([{ variantId: lamp, stock: 2, held: 0 }])
  // Adding another lamp to the cart meanwhile does not close the payment page.
  expect(await giveBack(checkout, cart, other)).toBe(false)
  expect(await stock()).toBe(0)
  expect(await giveBack(checkout, cart, lamp)).toBe(true)
  expect(await stock()).toBe(2)
  const [order] = await ordersOf(cart)
  expect(order).toMatchObject({ status: 'cancelled' })
  expect(await checkout.stripe.checkout.sessions.retrieve(order?.session)).toMatchObject({ status: 'expired' })
  expect(await giveBack(checkout, cart)).toBe(false)
})

test('what cannot be had stays in the cart, out of a sum that the shopper has seen', async () => {
  const [mine, gone] = [await addLamp(5), await addLamp(1)]
  const cart = await add(await add(null, mine, 1), gone, 1)
  await startCheckout(checkout, await add(null, gone, 1))
  expect(await getCart(shopper, cart)).toMatchObject({
    total: { amount: 10_800 },
    lines: [{ state: 'ok' }, { state: 'held' }],
  })
  await expect(startCheckout(checkout, cart)).rejects.toMatchObject({ code: 'sold_out' })
  await expect(startCheckout(checkout, cart, { expected: 20_700 })).rejects.toMatchObject({ code: 'sold_out' })
  await startCheckout(checkout, cart, { expected: 10_800 })
  expect(await ordersOf(cart)).toMatchObject([{ status: 'pending' }])
  expect(await getCart(shopper, cart)).toMatchObject({ count: 2 })
})

test('a sum that has changed since it was shown is not charged', async () => {
  const lamp = await addLamp(5)
  const cart = await add(null, lamp, 1)
  await sql`update variants set price_amount = 12000 where id = ${lamp}`
  await expect(startCheckout(checkout, cart, { expected: 10_800 })).rejects.toMatchObject({ code: 'conflict' })
})

test('the thank-you page shows an unpaid order as pending, and a paid one as paid though no webhook came', async () => {
  const cart = await add(null, await addLamp(5), 1)
  await startCheckout(checkout, cart)
  const [order] = await ordersOf(cart)
  const confirm = () => confirmOrder(checkout, order?.id, order?.access_key)
  expect(await confirm()).toMatchObject({ status: 'pending' })
  const real = checkout.stripe.checkout.sessions.retrieve.bind(checkout.stripe.checkout.sessions)
  const paid = {
    ...(await real(order?.session)),
    payment_status: 'paid',
    payment_intent: 'pi_1',
    customer_details: { email: 'ada@example.com' },
    collected_information: {
      shipping_details: { name: 'Ada', address: { line1: 'Kade 1', city: 'Ghent', country: 'BE' } },
    },
  }
  const sessions = { retrieve: async () => paid }
  const stripe = { checkout: { sessions } } as unknown as Checkout['stripe']
  const confirmed = await Promise.all(
    [1, 2, 3].map(() => confirmOrder({ ...checkout, stripe }, order?.id, order?.access_key)),
  )
  for (const one of confirmed) expect(one).toMatchObject({ status: 'paid', email: 'ada@example.com' })
  expect(await sql`select from payments where order_id = ${order?.id}`).toHaveLength(1)
  expect(rung.at(-1)).toMatchObject({ key: `process-order.${order?.id}` })
})

test('an order opens with its key only', async () => {
  const cart = await add(null, await addLamp(5), 1)
  await startCheckout(checkout, cart)
  const [order] = await ordersOf(cart)
  expect(await findOrder(shopper, order?.id, order?.access_key)).toMatchObject({
    id: order?.id,
    total: { amount: 10_800 },
  })
  for (const key of [null, '', 'wrong']) expect(await findOrder(shopper, order?.id, key)).toBeNull()
  expect(await findOrder(shopper, 'not an id', order?.access_key)).toBeNull()
  expect(await confirmOrder(checkout, order?.id, 'wrong')).toBeNull()
})
