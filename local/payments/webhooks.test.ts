import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { FaultPlan } from '#local/payments/faults.ts'
import {
  type Bench,
  lampSession,
  openBench,
  paidSession,
  secretKey,
  submit,
  typedForm,
} from '#local/payments/testing.ts'

const completed = 'checkout.session.completed'

test('a payment tells the webhook all that happened, signed so that the SDK believes it', async () => {
  const bench = await openBench()
  const { session, intent, charge } = await paidSession(bench)
  await expect.poll(() => bench.received).toHaveLength(4)
  const byType = Object.fromEntries(bench.received.map((event) => [event.type, event.data.object]))
  expect(Object.keys(byType).sort()).toEqual([
    'charge.succeeded',
    completed,
    'payment_intent.created',
    'payment_intent.succeeded',
  ])
  expect(byType[completed]).toMatchObject({ id: session.id, payment_status: 'paid', payment_intent: intent.id })
  expect(byType['charge.succeeded']).toMatchObject({ id: charge.id, amount: 50_790 })
  expect(byType['payment_intent.created']).toMatchObject({ id: intent.id, status: 'requires_payment_method' })
  const [event] = bench.received
  expect(event).toMatchObject({ object: 'event', livemode: false, api_version: '2026-10-28.endive' })
  expect(event?.id).toMatch(/^evt_/)
  const kept = await bench.stripe.events.retrieve(event?.id ?? '')
  expect(kept).toEqual(expect.objectContaining({ id: event?.id, type: event?.type, data: event?.data }))
  const some = await bench.stripe.events.list({ types: [completed, 'charge.succeeded'] })
  expect(some.data.map((one) => one.type)).toEqual([completed, 'charge.succeeded'])
  const list = await bench.stripe.events.list({ type: completed })
  expect(list.data.map((one) => one.type)).toEqual([completed])
})

test('a declined card tells of the failure and of nothing paid', async () => {
  const bench = await openBench()
  const { url } = await bench.stripe.checkout.sessions.create(lampSession())
  await submit(url, typedForm({ cardNumber: '4000000000000002' }))
  await expect.poll(() => bench.received).toHaveLength(3)
  expect(bench.received.map((event) => event.type).sort()).toEqual([
    'charge.failed',
    'payment_intent.created',
    'payment_intent.payment_failed',
  ])
})

test('an event is sent again until it is accepted, each time with its own time and signature', async () => {
  const bench = await openBench({ speed: 1, faults: { webhooks: [{ fault: 'drop', times: 3 }] } })
  bench.answers.push(500, 302)
  await paidSession(bench)
  await vi.waitFor(() => expect(bench.received).toHaveLength(1), { timeout: 10_000 })
  const signatures = bench.attempts.map((attempt) => attempt.signature)
  expect(new Set(bench.attempts.map((attempt) => attempt.event)).size).toBe(1)
  expect(signatures).toHaveLength(3)
  expect(new Set(signatures).size).toBe(3)
  await expect.poll(() => consoleText(bench)).toContain('delivered, 3 attempts')
})

test('what was not accepted is sent after a restart; what was accepted is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payments-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'payments.sqlite')
  const down = await openBench({ file, speed: 1 })
  const { url } = await down.stripe.checkout.sessions.create(lampSession())
  down.answers.push(200, 200, 503, 503)
  await submit(url, typedForm())
  await expect.poll(() => consoleText(down)).toMatch(/(?:1 attempts?|answered 503)/)
  await expect.poll(() => down.attempts).toHaveLength(4)
  await expect.poll(() => down.received).toHaveLength(2)
  await down.close()

  const up = await openBench({ file, speed: 1000 })
  const accepted = down.received.map((event) => event.id)
  const expected = new Set(down.attempts.map((one) => one.event).filter((id) => !accepted.includes(id)))
  await vi.waitFor(() => expect(new Set(up.received.map((event) => event.id))).toEqual(expected), { timeout: 8000 })
})

test.each<[string, FaultPlan, string[]]>([
  ['doubled', { webhooks: [{ fault: 'duplicate', type: completed }] }, [completed, completed]],
  ['dropped', { webhooks: [{ fault: 'drop', type: completed }] }, []],
])('an event can be %s on purpose', async (_, plan, expected) => {
  const bench = await openBench()
  await planFaults(bench, plan)
  await paidSession(bench)
  await expect.poll(() => bench.received.filter((event) => event.type === 'payment_intent.succeeded')).toHaveLength(1)
  await expect.poll(() => consoleText(bench)).not.toContain('<td>pending')
  const types = bench.received.map((event) => event.type).filter((type) => type === completed)
  expect(types).toEqual(expected)
})

test('events can arrive newest first, and late', async () => {
  const bench = await openBench()
  await planFaults(bench, { webhooks: [{ fault: 'reorder', times: 4 }] })
  await paidSession(bench)
  const newestFirst = [completed, 'payment_intent.succeeded', 'charge.succeeded', 'payment_intent.created']
  await expect.poll(() => bench.received.map((event) => event.type)).toEqual(newestFirst)

  await planFaults(bench, { webhooks: [{ fault: 'delay', times: 4, milliseconds: 200 }] })
  const before = performance.now()
  await paidSession(bench)
  await expect.poll(() => bench.received).toHaveLength(8)
  expect(performance.now() - before).toBeGreaterThanOrEqual(190)
})

test('a person can have an event delivered again from the console', async () => {
  const bench = await openBench()
  const { session } = await paidSession(bench)
  await expect.poll(() => bench.received).toHaveLength(4)
  const event = bench.received.find((one) => one.type === completed)
  const page = await consoleText(bench)
  expect(page).toContain(session.id.slice(0, 20))
  expect(page).toContain(`/console/events/${event?.id}/deliver`)
  const deliver = `${bench.url}/console/events/${event?.id}/deliver`
  const press = (origin: string) => fetch(deliver, { method: 'POST', headers: { origin }, redirect: 'manual' })
  expect((await press('https://elsewhere.example')).status).toBe(403)
  expect((await press(bench.url)).status).toBe(303)
  await expect.poll(() => bench.received).toHaveLength(5)
  expect(bench.received[4]?.id).toBe(event?.id)
})

test('a refund tells of the refund and of the charge with what it was before', async () => {
  const bench = await openBench()
  const { intent, charge } = await paidSession(bench)
  await expect.poll(() => bench.received).toHaveLength(4)
  await bench.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 }, { idempotencyKey: 'refund-1' })
  await expect.poll(() => bench.received).toHaveLength(6)
  const [refunded] = bench.received.filter((event) => event.type === 'charge.refunded')
  const object = refunded?.data.object as Stripe.Charge
  expect(object).toMatchObject({ id: charge.id, amount_refunded: 1000, refunded: false })
  expect(refunded?.data.previous_attributes).toEqual({ amount_refunded: 0 })
  expect(refunded?.request?.idempotency_key).toBe('refund-1')
})

async function planFaults(bench: Bench, plan: FaultPlan): Promise<void> {
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
  const answer = await fetch(`${bench.url}/_test/faults`, { method: 'POST', headers, body: JSON.stringify(plan) })
  expect(answer.status).toBe(200)
}

async function consoleText(bench: Bench): Promise<string> {
  return (await fetch(bench.url)).text()
}
