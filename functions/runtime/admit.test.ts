import { createHmac } from 'node:crypto'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { admit, parseInput } from '#functions/runtime/admit.ts'
import { defineFunction, type Trigger } from '#functions/runtime/define.ts'
import { callOf, testEnvironment } from '#functions/runtime/testing.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { parseEnv } from '#lib/env.ts'
import { sign as signDelivery } from '#local/queue/signature.ts'

const env = parseEnv(testEnvironment({}))
const admitBy = (trigger: Trigger, request: Request) => admit({ name: 'ship-order', trigger }, request, env)
const refused = { code: 'unauthorized', status: 401 }
const now = () => Date.now()

describe('the queue', () => {
  const url = 'http://localhost:3000/api/ship-order'
  const body = JSON.stringify({ key: 'ship-order.1', input: { orderId: 'x' } })
  const sign = (options: { key?: string; url?: string; body?: string; at?: number } = {}) =>
    signDelivery(
      options.key ?? env.QSTASH_CURRENT_SIGNING_KEY,
      options.url ?? url,
      Buffer.from(options.body ?? body),
      options.at ?? now(),
    )
  const deliver = (signature: string | null, sent = body) =>
    admitBy(
      { kind: 'queue' },
      callOf('ship-order', { body: sent, headers: signature ? { 'upstash-signature': signature } : {} }),
    )

  test('is admitted with the current and with the next key', async () => {
    const admitted = { key: 'ship-order.1', payload: { orderId: 'x' } }
    expect(await deliver(sign())).toEqual(admitted)
    expect(await deliver(sign({ key: env.QSTASH_NEXT_SIGNING_KEY }))).toEqual(admitted)
  })

  test.each([
    ['no signature', () => deliver(null)],
    ['nonsense', () => deliver('nonsense')],
    ['a forged signature', () => deliver(sign({ key: 'sig_stranger' }))],
    ['a stale signature', () => deliver(sign({ at: now() - 6 * 60_000 }))],
    ['a signature from the future', () => deliver(sign({ at: now() + 60_000 }))],
    ['a signature for another function', () => deliver(sign({ url: 'http://localhost:3000/api/process-order' }))],
    ['a signature for another store', () => deliver(sign({ url: 'http://example.com/api/ship-order' }))],
    ['another body', () => deliver(sign(), body.replace('.1', '.2'))],
    ['an unsigned token', () => deliver(`${btoa('{"alg":"none","typ":"JWT"}')}.${sign().split('.')[1]}.`)],
  ])('is refused with %s', async (_name, call) => {
    await expect(call()).rejects.toMatchObject(refused)
  })

  test.each(['not json', '{}', '[]', 'null', '{"key": 5}'])('gets an error for the body %s', async (sent) => {
    await expect(deliver(sign({ body: sent }), sent)).rejects.toMatchObject({ code: 'invalid', status: 400 })
  })
})

describe('the database', () => {
  const trigger: Trigger = { kind: 'webhook', verify: verifyDatabase }
  const body = '{"path": "moth.png"}'
  const sign = (options: { secret?: string; path?: string; body?: string; age?: number } = {}) => {
    const stamp = Math.floor(now() / 1000) - (options.age ?? 0)
    const text = `${stamp}.${options.path ?? '/api/storage-webhook'}.${options.body ?? body}`
    return `t=${stamp},v1=${createHmac('sha256', options.secret ?? env.STORAGE_WEBHOOK_SECRET)
      .update(text)
      .digest('hex')}`
  }
  const call = (signature: string | null, sent = body) =>
    admitBy(
      trigger,
      callOf('storage-webhook', { body: sent, headers: signature ? { 'x-nightlight-signature': signature } : {} }),
    )

  test('is let in', async () => {
    expect(await call(sign())).toEqual({ payload: { path: 'moth.png' }, trace: undefined })
    expect(await call(sign({ age: 290 }))).toMatchObject({ payload: { path: 'moth.png' } })
  })

  test.each([
    ['no signature', () => call(null)],
    ['nonsense', () => call('t=1,v1=zz')],
    ['a forged signature', () => call(sign({ secret: 'somebody-else-entirely' }))],
    ['a stale signature', () => call(sign({ age: 301 }))],
    ['a signature from the future', () => call(sign({ age: -301 }))],
    ['a signature for another function', () => call(sign({ path: '/api/catalog-webhook' }))],
    ['another body', () => call(sign(), '{"path": "evil.png"}')],
    [
      'a newer stamp on an old signature',
      () => call(sign({ age: 400 }).replace(/t=\d+/, `t=${Math.floor(now() / 1000)}`)),
    ],
  ])('is refused with %s', async (_name, attempt) => {
    await expect(attempt()).rejects.toMatchObject(refused)
  })

  test('gets an error when its body is not JSON', async () => {
    await expect(call(sign({ body: 'not json' }), 'not json')).rejects.toMatchObject({ code: 'invalid', status: 400 })
  })
})

describe('the payment provider', () => {
  const stripe = new Stripe('sk_test_local')
  const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'checkout.session.completed', created: 1 })
  const sign = (secret = env.STRIPE_WEBHOOK_SECRET, age = 0) =>
    stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: Math.floor(now() / 1000) - age })
  const call = (signature: string | null, sent = body) =>
    admitBy(
      stripeWebhook.trigger,
      callOf('stripe-webhook', { body: sent, headers: signature ? { 'stripe-signature': signature } : {} }),
    )

  test('is let in', async () => {
    expect(await call(sign())).toMatchObject({ payload: { id: 'evt_1' } })
  })

  test.each([
    ['no signature', () => call(null)],
    ['a forged signature', () => call(sign('whsec_stranger'))],
    ['a stale signature', () => call(sign(undefined, 301))],
    ['another body', () => call(sign(), body.replace('evt_1', 'evt_2'))],
    ['the signature of the database', () => call(`t=1,v1=${'0'.repeat(64)}`)],
  ])('is refused with %s', async (_name, attempt) => {
    await expect(attempt()).rejects.toMatchObject(refused)
  })
})

describe('the scheduler', () => {
  const call = (authorization?: string) =>
    admitBy(
      { kind: 'cron', schedule: '* * * * *' },
      callOf('sweep?day=1', { method: 'GET', headers: authorization ? { authorization } : {} }),
    )

  test('is admitted with its secret, and its query is the input', async () => {
    expect(await call(`Bearer ${env.CRON_SECRET}`)).toEqual({ payload: { day: '1' } })
  })

  test.each([
    undefined,
    'Bearer ',
    'Bearer wrong',
    env.CRON_SECRET,
    `bearer ${env.CRON_SECRET}`,
    `Bearer ${env.CRON_SECRET}x`,
  ])('is refused with %s', async (authorization) => {
    await expect(call(authorization)).rejects.toMatchObject(refused)
  })
})

describe('a body', () => {
  const megabyte = 1_048_576
  const call = (body: BodyInit | null, headers: Record<string, string> = {}) =>
    admitBy({ kind: 'http', method: 'POST' }, callOf('x', { body, headers }))
  /** A body without Content-Length and without an end, so the reader has to stop by itself. */
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)) })

  test('of one megabyte is read, of one byte more is refused', async () => {
    expect(await call(`"${'x'.repeat(megabyte - 2)}"`)).toMatchObject({ payload: 'x'.repeat(megabyte - 2) })
    await expect(call(`"${'x'.repeat(megabyte - 1)}"`)).rejects.toMatchObject({ code: 'too_large', status: 413 })
  })

  test('without an end is refused, whatever its Content-Length is', async () => {
    for (const headers of [{}, { 'content-length': '10' }, { 'content-length': 'many' }, { 'content-length': '-1' }]) {
      await expect(call(endless(), headers as Record<string, string>)).rejects.toMatchObject({ status: 413 })
    }
  })

  test('with a Content-Length above 8 MB is refused unread', async () => {
    await expect(call('{}', { 'content-length': String(8 * megabyte + 1) })).rejects.toMatchObject({ status: 413 })
  })

  test('is JSON or empty', async () => {
    expect(await call('')).toEqual({ payload: {} })
    for (const body of ['not json', '{', '{"a":}']) await expect(call(body)).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('a byte order mark is signed with the body, and is no part of its JSON', async () => {
  const body = '\uFEFF{"key": "ship-order.1", "input": {}}'
  const url = 'http://localhost:3000/api/ship-order'
  const deliver = (signed: string) => {
    const signature = signDelivery(env.QSTASH_CURRENT_SIGNING_KEY, url, Buffer.from(signed), now())
    return admitBy({ kind: 'queue' }, callOf('ship-order', { body, headers: { 'upstash-signature': signature } }))
  }
  expect(await deliver(body)).toEqual({ key: 'ship-order.1', payload: {} })
  await expect(deliver(body.slice(1))).rejects.toMatchObject(refused)
  const sent = { method: 'POST', body: '\uFEFF{"messages": []}' }
  expect(await admitBy({ kind: 'http', method: 'POST' }, callOf('chat', sent))).toEqual({ payload: { messages: [] } })
})

test('a body that is not UTF-8 is refused, because another body would have the same text', async () => {
  const body = Buffer.concat([Buffer.from('{"name": "'), Buffer.from([0xff]), Buffer.from('"}')])
  const call = callOf('chat', { method: 'POST', body })
  await expect(admitBy({ kind: 'http', method: 'POST' }, call)).rejects.toMatchObject({ code: 'invalid', status: 400 })
})

test('invalid input is refused with the name of the field', () => {
  const definition = defineFunction({
    name: 'x',
    trigger: { kind: 'http', method: 'POST' },
    input: z.object({ order: z.object({ id: z.uuid() }) }),
    run: async () => null,
  })
  expect(() => parseInput(definition, { order: { id: 'evil' } })).toThrow(/^order\.id: /)
  expect(() => parseInput(definition, null)).toThrow(/^input: /)
})
