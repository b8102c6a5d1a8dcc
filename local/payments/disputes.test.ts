import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stripe } from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { type Bench, openBench, paidSession, paidWith, press } from '#local/payments/testing.ts'

const disputedCard = '4000 0000 0000 0259'

const heard = (bench: Bench) => bench.received.filter(({ type }) => type.startsWith('charge.dispute'))

// Sorted, since events that are sent at once may arrive in any order.
const told = (bench: Bench) =>
  heard(bench)
    .map(({ type }) => type)
    .sort()

async function disputedCharge(bench: Bench, card = disputedCard) {
  const { charge } = await paidWith(bench, card)
  await expect.poll(async () => (await bench.stripe.disputes.list({ charge: charge.id })).data).toHaveLength(1)
  const [dispute] = (await bench.stripe.disputes.list({ charge: charge.id })).data
  return { charge, id: dispute?.id ?? '' }
}

test('a payment with the card for disputes is disputed soon after, and its money withdrawn', async () => {
  const bench = await openBench()
  const { charge, id } = await disputedCharge(bench)
  expect(await bench.stripe.disputes.retrieve(id, { expand: ['charge'] })).toMatchObject({
    object: 'dispute',
    amount: 50_790,
    currency: 'eur',
    reason: 'fraudulent',
    status: 'needs_response',
    is_charge_refundable: false,
    payment_intent: charge.payment_intent,
    charge: { id: charge.id, disputed: true },
    evidence_details: { has_evidence: false, submission_count: 0 },
  })
  await expect.poll(() => told(bench)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
  const objects = heard(bench).map((event) => event.data.object as Stripe.Dispute)
  expect(objects.map((dispute) => dispute.id)).toEqual([id, id])
  await expect(bench.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({ code: 'charge_disputed' })
})

test.each([
  ['winning_evidence', 'won', 'charge.dispute.funds_reinstated'],
  ['losing_evidence', 'lost', null],
])('%s, sent as evidence, makes it %s', async (uncategorized_text, status, reinstated) => {
  const bench = await openBench()
  const { charge, id } = await disputedCharge(bench)
  const draft = await bench.stripe.disputes.update(id, { evidence: { customer_name: 'Mara' }, submit: false })
  expect(draft).toMatchObject({ status: 'needs_response', evidence: { customer_name: 'Mara' } })
  const sent = await bench.stripe.disputes.update(id, { evidence: { uncategorized_text }, metadata: { order: '1' } })
  expect(sent).toMatchObject({ status: 'under_review', evidence: { customer_name: 'Mara' }, metadata: { order: '1' } })
  await expect.poll(async () => (await bench.stripe.disputes.retrieve(id)).status).toBe(status)
  await expect.poll(() => told(bench)).toContain('charge.dispute.closed')
  expect(told(bench).includes('charge.dispute.funds_reinstated')).toBe(reinstated !== null)
  const refund = bench.stripe.refunds.create({ charge: charge.id }).then(
    () => 'won',
    () => 'lost',
  )
  expect(await refund).toBe(status)
  await expect(bench.stripe.disputes.close(id)).rejects.toMatchObject({ statusCode: 400 })
})

test('the shop can give up a dispute: it is lost', async () => {
  const bench = await openBench()
  const { id } = await disputedCharge(bench)
  expect(await bench.stripe.disputes.close(id)).toMatchObject({ status: 'lost' })
  await expect.poll(() => told(bench)).toContain('charge.dispute.closed')
})

test('an inquiry takes no money and ends closed', async () => {
  const bench = await openBench()
  const { charge, id } = await disputedCharge(bench, '4000 0000 0000 1976')
  expect(await bench.stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_needs_response' })
  expect(await bench.stripe.refunds.create({ charge: charge.id, amount: 100 })).toMatchObject({ status: 'succeeded' })
  expect(await press(bench, `disputes/${id}/win`)).toBe(303)
  expect(await bench.stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_closed' })
  await expect.poll(() => told(bench)).toEqual(['charge.dispute.closed', 'charge.dispute.created'])
})

test('people dispute any payment from the console, and decide for either side', async () => {
  const bench = await openBench()
  const charges = [(await paidSession(bench)).charge, (await paidSession(bench)).charge]
  for (const { id } of charges) expect(await press(bench, `charges/${id}/dispute`)).toBe(303)
  const [second, first] = (await bench.stripe.disputes.list()).data
  expect(await press(bench, `disputes/${first?.id}/win`)).toBe(303)
  expect(await press(bench, `disputes/${second?.id}/lose`)).toBe(303)
  expect((await bench.stripe.disputes.list()).data.map(({ status }) => status)).toEqual(['lost', 'won'])
  const page = await (await fetch(bench.url)).text()
  expect(page).toContain('fraudulent, won')
  expect(page).not.toContain('Decide for the shop')
})

test('a dispute that is due survives a stop of the service', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payments-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'payments.sqlite')
  const stopped = await openBench({ file, bankDelay: 60_000 })
  await paidWith(stopped, disputedCard)
  await stopped.close()
  const bench = await openBench({ file, now: () => Date.now() + 60_000 })
  await expect.poll(() => told(bench)).toContain('charge.dispute.created')
})
