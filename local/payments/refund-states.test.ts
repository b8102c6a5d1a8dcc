import type { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { type Bench, openBench, paidSession, paidWith, press } from '#local/payments/testing.ts'

const pendingCard = '4000 0000 0000 7726'
const failingCard = '4000 0000 0000 5126'

const told = (bench: Bench) => bench.received.map(({ type }) => type).filter((type) => type.includes('refund'))

const statusOf = async ({ stripe }: Bench, id: string) => (await stripe.refunds.retrieve(id)).status

test('with one card a refund is pending at first, then succeeds', async () => {
  const bench = await openBench()
  const { charge } = await paidWith(bench, pendingCard)
  const refund = await bench.stripe.refunds.create({ charge: charge.id, amount: 1000 })
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' })
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 1000 })
  await expect.poll(() => statusOf(bench, refund.id)).toBe('succeeded')
  expect(await bench.stripe.refunds.retrieve(refund.id)).not.toHaveProperty('pending_reason')
  await expect
    .poll(() => told(bench).sort())
    .toEqual(['charge.refund.updated', 'charge.refunded', 'refund.created', 'refund.updated'])
})

test('with another card a refund succeeds at first, then fails, and the amount can be refunded again', async () => {
  const bench = await openBench()
  const { charge } = await paidWith(bench, failingCard)
  const refund = await bench.stripe.refunds.create({ charge: charge.id })
  expect(refund).toMatchObject({ status: 'succeeded' })
  await expect.poll(() => statusOf(bench, refund.id)).toBe('failed')
  const failed = await bench.stripe.refunds.retrieve(refund.id)
  expect(failed).toMatchObject({ failure_reason: 'expired_or_canceled_card', amount: 50_790 })
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 0, refunded: false })
  await expect
    .poll(() => told(bench).sort())
    .toEqual(['charge.refund.updated', 'charge.refunded', 'refund.created', 'refund.failed', 'refund.updated'])
  const updated = bench.received.find(({ type }) => type === 'refund.updated')
  expect(updated?.data.previous_attributes).toEqual({ status: 'succeeded' })
  expect(await bench.stripe.refunds.create({ charge: charge.id })).toMatchObject({ amount: 50_790 })
})

test('what a bank would do later, a person can do now from the console', async () => {
  const bench = await openBench({ bankDelay: 3_600_000 })
  const { charge } = await paidWith(bench, pendingCard)
  const [one, two] = [
    await bench.stripe.refunds.create({ charge: charge.id, amount: 100 }),
    await bench.stripe.refunds.create({ charge: charge.id, amount: 200 }),
  ]
  expect(await press(bench, `refunds/${one.id}/succeed`)).toBe(303)
  expect(await press(bench, `refunds/${two.id}/fail`)).toBe(303)
  expect([await statusOf(bench, one.id), await statusOf(bench, two.id)]).toEqual(['succeeded', 'failed'])
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 100 })
  // Once more changes nothing: it is over.
  await press(bench, `refunds/${two.id}/fail`)
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 100 })
})

test('a refund from the console is heard of by the webhook alone, and carries no metadata of the store', async () => {
  const bench = await openBench()
  const { charge } = await paidSession(bench)
  expect(await press(bench, `charges/${charge.id}/refund`, { amount: '7.90' })).toBe(303)
  await expect.poll(() => told(bench)).toContain('charge.refunded')
  const event = bench.received.find(({ type }) => type === 'charge.refunded')
  expect(event?.request).toBeNull()
  expect(event?.data.object as Stripe.Charge).toMatchObject({ amount_refunded: 790, refunded: false })
  expect((await bench.stripe.refunds.list()).data).toMatchObject([{ amount: 790, metadata: {} }])
  expect(await press(bench, `charges/${charge.id}/refund`, { amount: '500.01' })).toBe(400)
  expect(await press(bench, `charges/${charge.id}/refund`, { amount: 'all' })).toBe(400)
  expect(await press(bench, `charges/${charge.id}/refund`)).toBe(303)
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 50_790, refunded: true })
})

test('the metadata of a refund can be changed later', async () => {
  const bench = await openBench()
  const { charge } = await paidSession(bench)
  const { id } = await bench.stripe.refunds.create({ charge: charge.id, amount: 100, metadata: { a: '1' } })
  expect(await bench.stripe.refunds.update(id, { metadata: { b: '2' } })).toMatchObject({
    metadata: { a: '1', b: '2' },
  })
  await expect.poll(() => told(bench)).toContain('refund.updated')
})
