import { createHmac } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorkerd } from '#deploy/conformance/workerd.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { type FakeStripe, startFakeStripe } from '#functions/runtime/testing-stripe.ts'
import { readAnswer } from '#local/read-answer.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { findTool, noticeOf } from '#local/tools.ts'

// What needs Web APIs only runs in workerd too: the assistant, the health check, and the webhooks. Not there: photographs and PDFs
// (no child process, no binaries), and a queue of its own, for which lib/ has no provider.

const secrets = testEnvironment({})
const here = findTool('workerd') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('workerd')}\n`)

describe.runIf(here)('workerd', () => {
  let database: TestDatabase
  let payments: FakeStripe
  let worker: Awaited<ReturnType<typeof startWorkerd>>
  beforeAll(async () => {
    database = await startTestDatabase()
    await insertCatalogue(database.sql)
    payments = await startFakeStripe()
    const names = {
      chat: 'chat',
      health: 'health',
      'storage-webhook': 'storageWebhook',
      'stripe-webhook': 'stripeWebhook',
    }
    worker = await startWorkerd(names, testEnvironment({ database: database.url, payments: payments.url }))
  }, 60_000)
  afterAll(async () => {
    await worker?.stop()
    await payments?.close()
    await database?.close()
  })
  const post = (name: string, headers: Record<string, string>, body: string) =>
    fetch(`${worker.url}/api/${name}`, { method: 'POST', headers, body })

  test('the assistant answers', async () => {
    const text = 'a warm lamp for a child’s room under 100 euro'
    const messages = [{ role: 'user', parts: [{ type: 'text', text }] }]
    const response = await post('chat', { 'content-type': 'application/json' }, JSON.stringify({ messages, page: '/' }))
    expect(response.status).toBe(200)
    expect(readAnswer(await response.text())).toMatchObject({ tools: ['find-lamps'], errors: [] })
  })

  test('the health check asks its services', async () => {
    const response = await fetch(`${worker.url}/api/health`)
    expect(response.status).toBe(200)
  })

  test('a call of the database is verified, and its run is stored', async () => {
    const body = '{"bucket":"originals","path":"nobody-knows-it.png"}'
    const time = Math.floor(Date.now() / 1000)
    const digest = createHmac('sha256', secrets.STORAGE_WEBHOOK_SECRET)
    const signature = digest.update(`${time}./api/storage-webhook.${body}`).digest('hex')
    expect(
      (await post('storage-webhook', { 'x-nightlight-signature': `t=${time},v1=${signature}` }, body)).status,
    ).toBe(200)
    expect((await post('storage-webhook', {}, body)).status).toBe(401)
    const runs = await database.sql`select status from function_runs where function = 'storage-webhook'`
    expect(runs).toEqual([{ status: 200 }])
  })

  test('an event of Stripe is verified over its exact bytes', async () => {
    const created = Math.floor(Date.now() / 1000)
    const data = { object: { id: 'cus_1', object: 'customer' } }
    const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'customer.created', created, data }, null, 2)
    const stripe = new Stripe('sk_test_local')
    const header = stripe.webhooks.generateTestHeaderString({ payload, secret: secrets.STRIPE_WEBHOOK_SECRET })
    expect((await post('stripe-webhook', { 'stripe-signature': header }, payload)).status).toBe(200)
    expect(
      (await post('stripe-webhook', { 'stripe-signature': header }, JSON.stringify(JSON.parse(payload)))).status,
    ).toBe(401)
  })
})
