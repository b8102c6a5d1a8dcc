import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { client, lampSession, openBench, secretKey } from '#local/payments/testing.ts'

test('a wrong key is a StripeAuthenticationError', async () => {
  const { url } = await openBench()
  const refusal = await client(url, { key: 'sk_test_other' })
    .customers.list()
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
  expect(refusal).toMatchObject({ statusCode: 401, message: 'Invalid API Key provided: sk_test_***' })
  const none = await fetch(`${url}/v1/customers`)
  expect(none.status).toBe(401)
  const basic = Buffer.from(`${secretKey}:`).toString('base64')
  const curl = await fetch(`${url}/v1/customers`, { headers: { authorization: `Basic ${basic}` } })
  expect(curl.status).toBe(200)
})

test('a missing object is a 404 that names what is missing', async () => {
  const { stripe } = await openBench()
  for (const call of [
    stripe.customers.retrieve('cus_none'),
    stripe.checkout.sessions.retrieve('cs_none'),
    stripe.checkout.sessions.expire('cs_none'),
    stripe.paymentIntents.retrieve('pi_none'),
    stripe.charges.retrieve('ch_none'),
    stripe.refunds.retrieve('re_none'),
    stripe.events.retrieve('evt_none'),
  ]) {
    const refusal = await call.catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refusal).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  }
})

test('an unknown route is a 501 that names itself, in the shape of Stripe', async () => {
  const { stripe, url } = await openBench()
  await expect(stripe.subscriptions.list()).rejects.toMatchObject({
    statusCode: 501,
    message: 'Unrecognized request URL (GET: /v1/subscriptions): not a route of this service.',
  })
  await expect(stripe.customers.del('cus_1')).rejects.toMatchObject({ statusCode: 501 })
  const page = await fetch(`${url}/elsewhere`)
  expect(page.status).toBe(501)
  expect(await page.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
})

test('nothing of a refused request is kept', async () => {
  const { stripe } = await openBench()
  await expect(stripe.checkout.sessions.create({ ...lampSession(), success_url: 'nowhere' })).rejects.toThrow()
  expect((await stripe.checkout.sessions.list()).data).toEqual([])
  expect((await stripe.events.list()).data).toEqual([])
})

test('asked for it, the API answers 429, 500 or 503 as often as told', async () => {
  const { stripe } = await openBench({
    faults: { api: [{ answer: 429, times: 2 }, { answer: 500 }, { answer: 503, path: '/v1/customers' }] },
  })
  const statuses: (number | undefined)[] = []
  for (let call = 0; call < 5; call++) {
    const answer = await stripe.customers.list().catch((error: Stripe.errors.StripeError) => error)
    statuses.push('statusCode' in answer ? answer.statusCode : 200)
  }
  expect(statuses).toEqual([429, 429, 500, 503, 200])
})

test('an answer that never comes has done its work: the retry with the same key finds it', async () => {
  const { stripe, url } = await openBench({ faults: { api: [{ answer: 'timeout' }] } })
  const patient = client(url, { maxNetworkRetries: 1, timeout: 300 })
  const customer = await patient.customers.create({ email: 'mara@example.com' })
  expect(customer.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect((await stripe.customers.list()).data).toHaveLength(1)
})

test('the SDK over fetch, as functions use it, meets the same service', async () => {
  const { url } = await openBench({ faults: { api: [{ answer: 503 }] } })
  const { hostname, port } = new URL(url)
  const httpClient = Stripe.createFetchHttpClient()
  const stripe = new Stripe(secretKey, { protocol: 'http', host: hostname, port, httpClient, maxNetworkRetries: 2 })
  const created = await stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  expect(await stripe.checkout.sessions.retrieve(created.id)).toMatchObject({ status: 'open', amount_total: 50_790 })
})

test('the switch for faults is guarded by the key and takes only plans', async () => {
  const { url } = await openBench()
  const post = (body: string, key = secretKey) =>
    fetch(`${url}/_test/faults`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body })
  expect((await post('{}', 'sk_test_other')).status).toBe(401)
  expect((await post('{"api":[{"answer":418}]}')).status).toBe(400)
  expect((await post('no json')).status).toBe(400)
  expect(await (await post('{"api":[{"answer":503,"times":2}]}')).json()).toEqual({
    api: [{ answer: 503, times: 2 }],
    webhooks: [],
  })
})
