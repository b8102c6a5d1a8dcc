import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import {
  client,
  lampSession,
  openBench,
  paidWith,
  secretKey,
  submit,
  typedForm,
  webhookSecret,
} from '#local/payments/testing.ts'

test('what was answered survives kill -9: the payment, its key, and every event', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payments-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'payments.sqlite')
  const doomed = await startProcess(file)
  const stripe = client(doomed.url)
  const session = await stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  expect((await submit(session.url, typedForm())).status).toBe(303)
  doomed.process.kill('SIGKILL')
  await once(doomed.process, 'exit')

  const bench = await openBench({ file })
  const again = await bench.stripe.checkout.sessions.create(lampSession(), { idempotencyKey: 'order-1' })
  expect(again.id).toBe(session.id)
  const charges = await bench.stripe.charges.list()
  expect(charges.data.map((charge) => charge.amount_captured)).toEqual([50_790])
  await expect.poll(() => bench.received.map((event) => event.type)).toContain('checkout.session.completed')
  await expect.poll(() => new Set(bench.received.map((event) => event.id)).size).toBe(4)
})

test('twenty refunds cut off by kill -9 are twenty refunds after the same keys are sent again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payments-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'payments.sqlite')
  const doomed = await startProcess(file)
  const session = await client(doomed.url).checkout.sessions.create(lampSession())
  await submit(session.url, typedForm())
  const answered = new Map<string, string>()
  const refund = async (url: string, key: string) => {
    const stripe = client(url)
    const [charge] = (await stripe.charges.list()).data
    const { id } = await stripe.refunds.create({ charge: charge?.id ?? '', amount: 100 }, { idempotencyKey: key })
    expect(answered.get(key) ?? id).toBe(id)
    answered.set(key, id)
  }
  const keys = Array.from({ length: 20 }, (_, index) => `refund-${index}`)
  await Promise.all(keys.slice(0, 5).map((key) => refund(doomed.url, key)))
  const underWay = Promise.allSettled(keys.slice(5).map((key) => refund(doomed.url, key)))
  setTimeout(() => doomed.process.kill('SIGKILL'), 5)
  await underWay

  const bench = await openBench({ file })
  await Promise.all(keys.map((key) => refund(bench.url, key)))
  const [charge] = (await bench.stripe.charges.list()).data
  expect(charge).toMatchObject({ amount_refunded: 2000 })
  const kept = (await bench.stripe.refunds.list({ limit: 100 })).data.map((one) => one.id)
  expect(kept.sort()).toEqual([...answered.values()].sort())
  const told = () => bench.received.filter((event) => event.type === 'refund.created')
  await expect
    .poll(() =>
      told()
        .map((event) => (event.data.object as Stripe.Refund).id)
        .sort(),
    )
    .toEqual(kept)
})

test('what a bank does later, and an endpoint made through the API, survive kill -9', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payments-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'payments.sqlite')
  const doomed = await startProcess(file)
  const stripe = client(doomed.url)
  const { charge } = await paidWith({ stripe }, '4000 0000 0000 5126')
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:1/',
    enabled_events: ['refund.failed'],
  })
  const refund = await stripe.refunds.create({ charge: charge.id })
  expect(refund.status).toBe('succeeded')
  doomed.process.kill('SIGKILL')
  await once(doomed.process, 'exit')

  const bench = await openBench({ file, now: () => Date.now() + bankDelay })
  await expect.poll(async () => (await bench.stripe.refunds.retrieve(refund.id)).status).toBe('failed')
  await expect.poll(() => bench.received.map((event) => event.type)).toContain('refund.failed')
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 0 })
  expect(await bench.stripe.webhookEndpoints.retrieve(endpoint.id)).toMatchObject({ enabled_events: ['refund.failed'] })
})

// Longer than a test takes, so that nothing happens before the process is killed.
const bankDelay = 600_000

/** The service in a process of its own, whose webhook nobody answers. */
async function startProcess(file: string) {
  const options = {
    port: 0,
    file,
    secretKey,
    webhook: { url: 'http://127.0.0.1:1/', secret: webhookSecret },
    speed: 100,
    bankDelay,
  }
  const program = `import { startPayments } from '#local/payments/server.ts'
    console.log((await startPayments(${JSON.stringify(options)})).url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [output] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, url: output.toString().trim() }
}
