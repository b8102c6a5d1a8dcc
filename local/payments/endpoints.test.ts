import { Stripe } from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '#local/listen.ts'
import { startPayments } from '#local/payments/server.ts'
import { client, openBench, paidSession, secretKey, webhookSecret } from '#local/payments/testing.ts'

type Heard = { body: string; signature: string }

/** A second receiver beside the bench's own. */
async function receiver(answer = 200) {
  const heard: Heard[] = []
  const server = await listen(async (request) => {
    heard.push({ body: await request.text(), signature: request.headers.get('stripe-signature') ?? '' })
    return new Response(null, { status: answer })
  })
  onTestFinished(() => server.close())
  const events = () => heard.map(({ body }) => JSON.parse(body) as Stripe.Event)
  return { url: server.url, heard, events, types: () => events().map(({ type }) => type) }
}

test('an endpoint hears what it asked for, signed with a secret that only its creation shows', async () => {
  const { stripe, received } = await openBench()
  const { url, heard, types } = await receiver()
  const wanted = ['checkout.session.completed', 'charge.refunded'] as const
  const made = await stripe.webhookEndpoints.create({ url, enabled_events: [...wanted], description: 'shop' })
  expect(made).toMatchObject({ object: 'webhook_endpoint', api_version: null, status: 'enabled', url })
  expect(made.secret).toMatch(/^whsec_\w{32}$/)
  expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret')
  await paidSession({ stripe })
  await expect.poll(types).toEqual(['checkout.session.completed'])
  await expect.poll(() => received.map(({ type }) => type)).toContain('payment_intent.succeeded')
  const [first] = heard
  const { webhooks } = new Stripe(secretKey)
  expect(webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', made.secret ?? '')).toBeTruthy()
  expect(() => webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', webhookSecret)).toThrow()
})

test('an endpoint gets the shapes of its API version, and the other one its own', async () => {
  const bench = await openBench()
  const { url, events } = await receiver()
  const api_version = '2025-02-24.acacia'
  await bench.stripe.webhookEndpoints.create({ url, enabled_events: ['checkout.session.completed'], api_version })
  const { session } = await paidSession(bench)
  await expect.poll(events).toHaveLength(1)
  const [old] = events()
  expect(old).toMatchObject({
    api_version,
    data: { object: { id: session.id, shipping_details: { name: 'Mara Lind' } } },
  })
  expect(old?.data.object).not.toHaveProperty('collected_information')
  await expect.poll(() => bench.received.map(({ id }) => id)).toContain(old?.id)
  const current = bench.received.find(({ id }) => id === old?.id)
  expect(current).toMatchObject({
    api_version: '2026-10-28.endive',
    data: { object: { collected_information: { shipping_details: { name: 'Mara Lind' } } } },
  })
})

test('an endpoint can be changed, switched off and taken away; then it hears nothing more', async () => {
  const { stripe, received } = await openBench()
  const { url, types } = await receiver()
  const { id } = await stripe.webhookEndpoints.create({ url, enabled_events: ['charge.refunded'] })
  await stripe.webhookEndpoints.update(id, { enabled_events: ['customer.created'], metadata: { by: 'deploy' } })
  await stripe.customers.create({ email: 'one@example.com' })
  await expect.poll(types).toEqual(['customer.created'])
  expect(await stripe.webhookEndpoints.update(id, { disabled: true })).toMatchObject({ status: 'disabled' })
  await stripe.customers.create({ email: 'two@example.com' })
  expect((await stripe.webhookEndpoints.list()).data.map((one) => one.id)).toContain(id)
  expect(await stripe.webhookEndpoints.del(id)).toEqual(expect.objectContaining({ id, deleted: true }))
  await expect(stripe.webhookEndpoints.retrieve(id)).rejects.toMatchObject({ code: 'resource_missing' })
  await stripe.customers.create({ email: 'three@example.com' })
  await expect.poll(() => received).toHaveLength(3)
  expect(types()).toEqual(['customer.created'])
})

test('pending_webhooks counts the endpoints that have not accepted an event yet', async () => {
  const { stripe, received } = await openBench({ speed: 1 })
  const { url, types } = await receiver(500)
  await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
  await stripe.customers.create({ email: 'mara@example.com' })
  await expect.poll(() => received).toHaveLength(1)
  await expect.poll(types).toEqual(['customer.created'])
  const pending = async () => (await stripe.events.list()).data[0]?.pending_webhooks
  await expect.poll(pending).toBe(1)
  const [endpoint] = (await stripe.webhookEndpoints.list()).data
  await stripe.webhookEndpoints.del(endpoint?.id ?? '')
  expect(await pending()).toBe(0)
  expect((await stripe.events.retrieve(received[0]?.id ?? '')).pending_webhooks).toBe(0)
})

test.each<[string, object]>([
  ['url', { enabled_events: ['*'], url: 'nowhere' }],
  ['enabled_events', { url: 'http://127.0.0.1/' }],
  ['enabled_events[1]', { url: 'http://127.0.0.1/', enabled_events: ['*', 'moon.rose'] }],
  ['api_version', { url: 'http://127.0.0.1/', enabled_events: ['*'], api_version: '2026-10-29.endive' }],
])('%s of an endpoint is checked', async (param, params) => {
  const { stripe } = await openBench()
  const created = stripe.webhookEndpoints.create(params as Stripe.WebhookEndpointCreateParams)
  await expect(created).rejects.toMatchObject({ statusCode: 400, param })
})

test('the endpoint of the settings can have an older API version', async () => {
  const { url, events } = await receiver()
  const webhook = { url, secret: webhookSecret, apiVersion: '2025-02-24.acacia' }
  const payments = await startPayments({ port: 0, file: ':memory:', secretKey, webhook })
  onTestFinished(() => payments.close())
  await paidSession({ stripe: client(payments.url) })
  const completed = () => events().find(({ type }) => type === 'checkout.session.completed')?.data.object
  await expect.poll(completed).toMatchObject({ shipping_details: { name: 'Mara Lind' }, payment_status: 'paid' })
  expect(completed()).not.toHaveProperty('collected_information')
})

test('the endpoint of the settings is one of the account', async () => {
  const { stripe, webhookUrl } = await openBench()
  expect((await stripe.webhookEndpoints.list()).data).toMatchObject([{ url: webhookUrl, enabled_events: ['*'] }])
})
