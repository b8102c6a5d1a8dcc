import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { lampSession, openBench, paidSession, secretKey } from '#local/payments/testing.ts'

test('the same key and body get the first answer again, and the work is done once', async () => {
  const { stripe } = await openBench()
  const first = await stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  const second = await stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  expect(second).toEqual(first)
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
  expect((await stripe.checkout.sessions.list()).data).toHaveLength(1)
})

test('the same key with another body or another route is an error of its own', async () => {
  const { stripe } = await openBench()
  await stripe.customers.create({ email: 'mara@example.com' }, { idempotencyKey: 'key' })
  const other = stripe.customers.create({ email: 'else@example.com' }, { idempotencyKey: 'key' })
  await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  const route = stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'key' })
  await expect(route).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  expect((await stripe.customers.list()).data).toHaveLength(1)
})

test('fifty calls at once with one key make one session', async () => {
  const { stripe } = await openBench()
  const create = () => stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  const sessions = await Promise.all(Array.from({ length: 50 }, create))
  expect(new Set(sessions.map((session) => session.id)).size).toBe(1)
  expect((await stripe.checkout.sessions.list()).data).toHaveLength(1)
})

test('a refusal is answered again too, even when the reason is gone', async () => {
  const bench = await openBench()
  const { intent } = await paidSession(bench)
  const tooMuch = () =>
    bench.stripe.refunds
      .create({ payment_intent: intent.id, amount: 60_000 }, { idempotencyKey: 'refund' })
      .catch((error: Stripe.errors.StripeError) => error)
  const [first, second] = [await tooMuch(), await tooMuch()]
  expect(first).toMatchObject({ statusCode: 400, param: 'amount' })
  expect(second).toMatchObject({ statusCode: 400, param: 'amount', headers: { 'idempotent-replayed': 'true' } })
})

test('a key is forgotten after 24 hours', async () => {
  let passed = 0
  const { stripe } = await openBench({ now: () => Date.now() + passed })
  const create = () => stripe.customers.create({ email: 'mara@example.com' }, { idempotencyKey: 'key' })
  const first = await create()
  passed = 23 * 3_600_000
  expect((await create()).id).toBe(first.id)
  passed = 25 * 3_600_000
  expect((await create()).id).not.toBe(first.id)
})

test('a 500 is kept for its key, as with Stripe; a 429 is not', async () => {
  const { stripe, url } = await openBench({ faults: { api: [{ answer: 500, path: '/v1/customers' }] } })
  const create = (key: string) => stripe.customers.create({ email: 'mara@example.com' }, { idempotencyKey: key })
  await expect(create('first')).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError)
  const replayed = { 'idempotent-replayed': 'true', 'stripe-should-retry': 'false' }
  await expect(create('first')).rejects.toMatchObject({ headers: replayed })
  expect((await stripe.customers.list()).data).toEqual([])
  await fetch(`${url}/_test/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: JSON.stringify({ api: [{ answer: 429 }] }),
  })
  await expect(create('second')).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError)
  expect(await create('second')).toMatchObject({ object: 'customer' })
})
