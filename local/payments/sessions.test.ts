import type { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { client, lampSession, openBench, paidSession, submit, typedForm } from '#local/payments/testing.ts'

test('a session is created with its totals counted by the service', async () => {
  const { stripe, url } = await openBench()
  const session = await stripe.checkout.sessions.create(lampSession())
  expect(session).toMatchObject({
    object: 'checkout.session',
    livemode: false,
    status: 'open',
    payment_status: 'unpaid',
    currency: 'eur',
    amount_subtotal: 49_800,
    amount_total: 50_790,
    total_details: { amount_shipping: 990, amount_discount: 0, amount_tax: 0 },
    client_reference_id: 'order-1',
    metadata: { order: 'order-1' },
    customer_email: 'mara@example.com',
    payment_intent: null,
    ui_mode: 'hosted_page',
  })
  expect(session.id).toMatch(/^cs_test_/)
  expect(session.url).toBe(`${url}/c/pay/${session.id}`)
  expect(session.expires_at - session.created).toBe(86_400)
  expect(session).not.toHaveProperty('line_items')
})

test('line items, their products and the chosen shipping rate come when asked for', async () => {
  const { stripe } = await openBench()
  const expand = ['line_items.data.price.product', 'shipping_cost.shipping_rate', 'payment_intent']
  const { id } = await stripe.checkout.sessions.create(lampSession())
  const session = await stripe.checkout.sessions.retrieve(id, { expand })
  const [item] = session.line_items?.data ?? []
  expect(item).toMatchObject({ object: 'item', quantity: 2, amount_total: 49_800, description: 'Wide roof lamp' })
  expect(item?.price?.product).toMatchObject({ name: 'Wide roof lamp', metadata: { variant: 'v1' } })
  expect(session.shipping_cost?.shipping_rate).toMatchObject({ object: 'shipping_rate', display_name: 'Parcel' })
  expect(session.payment_intent).toBeNull()
  const items = await stripe.checkout.sessions.listLineItems(id)
  expect(items.data[0]?.price?.unit_amount_decimal?.toString()).toBe('24900')
})

test('a field that holds no reference cannot be expanded', async () => {
  const { stripe } = await openBench()
  const created = stripe.checkout.sessions.create({ ...lampSession(), expand: ['moon'] })
  await expect(created).rejects.toMatchObject({ statusCode: 400, param: 'expand' })
  expect((await stripe.checkout.sessions.list()).data).toEqual([])
})

test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string]>([
  ['no line items', { line_items: [] }, 'line_items'],
  ['a fraction of a cent', { line_items: priced({ unit_amount: 1.5 }) }, 'line_items[0][price_data][unit_amount]'],
  ['a negative price', { line_items: priced({ unit_amount: -1 }) }, 'line_items[0][price_data][unit_amount]'],
  ['an unknown currency', { line_items: priced({ currency: 'xyz' }) }, 'line_items[0][price_data][currency]'],
  [
    'an empty description',
    { line_items: priced({ product_data: { name: 'Lamp', description: '' } }) },
    'line_items[0][price_data][product_data][description]',
  ],
  ['no quantity', { line_items: priced({}, 0) }, 'line_items[0][quantity]'],
  ['a page that is no URL', { success_url: 'javascript:alert(1)' }, 'success_url'],
  ['an hour that is too near', { expires_at: Math.floor(Date.now() / 1000) + 60 }, 'expires_at'],
  ['a day that is too far', { expires_at: Math.floor(Date.now() / 1000) + 100_000 }, 'expires_at'],
  ['an e-mail that is none', { customer_email: 'mara' }, 'customer_email'],
  ['a customer nobody knows', { customer: 'cus_none' }, 'customer'],
  ['a parameter nobody knows', { moon: 'full' } as object, 'moon'],
])('%s is refused, and the parameter named', async (_, change, param) => {
  const { stripe } = await openBench()
  const refusal = await stripe.checkout.sessions.create(lampSession(change)).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ type: 'StripeInvalidRequestError', param })
})

test('two currencies in one session are refused', async () => {
  const { stripe } = await openBench()
  const created = stripe.checkout.sessions.create(
    lampSession({ line_items: [...priced({}), ...priced({ currency: 'usd' })] }),
  )
  await expect(created).rejects.toMatchObject({ param: 'line_items[1][price_data][currency]' })
})

test('a session is expired on request, once, and its page says so', async () => {
  const bench = await openBench()
  const { id, url } = await bench.stripe.checkout.sessions.create(lampSession())
  expect(await bench.stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null })
  await expect(bench.stripe.checkout.sessions.expire(id)).rejects.toThrow(/status of expired/)
  const page = await fetch(url ?? '')
  expect(page.status).toBe(410)
  expect(await page.text()).toContain('href="http://127.0.0.1:1/cart"')
  const late = await submit(url, typedForm())
  expect(late.status).toBe(410)
  expect((await bench.stripe.charges.list()).data).toEqual([])
  await expect.poll(() => bench.received.map((event) => event.type)).toEqual(['checkout.session.expired'])
})

test('a session expires by itself when its time is over', async () => {
  let passed = 0
  const bench = await openBench({ now: () => Date.now() + passed })
  const open = await bench.stripe.checkout.sessions.create(lampSession())
  const paid = await paidSession(bench)
  passed = 86_401_000
  const expired = () => bench.received.filter((event) => event.type === 'checkout.session.expired')
  await expect
    .poll(() => expired().map((event) => (event.data.object as Stripe.Checkout.Session).id))
    .toEqual([open.id])
  expect(await bench.stripe.checkout.sessions.retrieve(open.id)).toMatchObject({ status: 'expired' })
  expect(await bench.stripe.checkout.sessions.retrieve(paid.session.id)).toMatchObject({ status: 'complete' })
})

test('lists come newest first, in pages, and can be filtered', async () => {
  const { stripe, url } = await openBench()
  const ids: string[] = []
  for (const order of ['a', 'b', 'c', 'd', 'e']) {
    ids.unshift((await stripe.checkout.sessions.create(lampSession({ client_reference_id: order }))).id)
  }
  const first = await stripe.checkout.sessions.list({ limit: 2 })
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/checkout/sessions' })
  const all: string[] = []
  for await (const session of stripe.checkout.sessions.list({ limit: 2 })) all.push(session.id)
  expect(all).toEqual(ids)
  const newer = await stripe.checkout.sessions.list({ limit: 2, ending_before: ids[3] ?? '' })
  expect(newer.data.map((session) => session.id)).toEqual([ids[1], ids[2]])
  const since = await client(url).checkout.sessions.list({ created: { gt: Math.floor(Date.now() / 1000) + 60 } })
  expect(since.data).toEqual([])
  expect((await stripe.checkout.sessions.list({ status: 'open' })).data).toHaveLength(5)
  expect((await stripe.checkout.sessions.list({ status: 'complete' })).data).toEqual([])
})

test('customers are kept, changed, listed and used by a session', async () => {
  const { stripe } = await openBench()
  const customer = await stripe.customers.create({ email: 'mara@example.com', metadata: { user: 'u1', old: 'x' } })
  expect(customer).toMatchObject({ object: 'customer', livemode: false, email: 'mara@example.com' })
  const changed = await stripe.customers.update(customer.id, { name: 'Mara', metadata: { old: '' } })
  expect(changed).toMatchObject({ name: 'Mara', email: 'mara@example.com', metadata: { user: 'u1' } })
  expect((await stripe.customers.list({ email: 'mara@example.com' })).data).toHaveLength(1)
  expect((await stripe.customers.list({ email: 'else@example.com' })).data).toEqual([])
  const { customer_email: _, ...rest } = lampSession()
  const session = await stripe.checkout.sessions.create({ ...rest, customer: customer.id, expand: ['customer'] })
  expect(session.customer).toMatchObject({ id: customer.id, name: 'Mara' })
  const page = await fetch(session.url ?? '')
  expect(await page.text()).toContain('value="mara@example.com"')
})

function priced(change: Partial<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>, quantity = 1) {
  return [{ quantity, price_data: { currency: 'eur', unit_amount: 5000, product_data: { name: 'Lamp' }, ...change } }]
}
