import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lampSession, openBench, paidSession } from '#local/payments/testing.ts'

test('a charge is given back in parts, then in full, and never more', async () => {
  const bench = await openBench()
  const { stripe } = bench
  const { intent, charge } = await paidSession(bench)
  const part = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 10_000,
    reason: 'requested_by_customer',
    metadata: { line: '1' },
  })
  expect(part).toMatchObject({
    object: 'refund',
    amount: 10_000,
    currency: 'eur',
    status: 'succeeded',
    charge: charge.id,
    payment_intent: intent.id,
    metadata: { line: '1' },
  })
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 10_000, refunded: false })
  await expect(stripe.refunds.create({ charge: charge.id, amount: 40_791 })).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    param: 'amount',
    message: 'Refund amount (€407.91) is greater than unrefunded amount on charge (€407.90)',
  })
  expect(await stripe.refunds.create({ charge: charge.id })).toMatchObject({ amount: 40_790 })
  await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({ code: 'charge_already_refunded' })
  const after = await stripe.charges.retrieve(charge.id, { expand: ['refunds'] })
  expect(after).toMatchObject({ amount_refunded: 50_790, refunded: true })
  expect(after.refunds?.data.map((refund) => refund.amount)).toEqual([40_790, 10_000])
  expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2)
  expect(await stripe.refunds.retrieve(part.id)).toMatchObject({ id: part.id })
})

test('what was never paid cannot be given back', async () => {
  const { stripe } = await openBench()
  await stripe.checkout.sessions.create(lampSession())
  await expect(stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' })
  await expect(stripe.refunds.create({ payment_intent: 'pi_none' })).rejects.toMatchObject({ code: 'resource_missing' })
  await expect(stripe.refunds.create({ charge: 'ch_none' })).rejects.toMatchObject({ code: 'resource_missing' })
})

test.each([0, -1, 1.5])('an amount of %d is refused', async (amount) => {
  const bench = await openBench()
  const { charge } = await paidSession(bench)
  await expect(bench.stripe.refunds.create({ charge: charge.id, amount })).rejects.toMatchObject({ param: 'amount' })
})

test('twenty refunds at once with different keys stay within what was captured', async () => {
  const bench = await openBench()
  const { charge } = await paidSession(bench)
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      bench.stripe.refunds.create({ charge: charge.id, amount: 10_000 }, { idempotencyKey: `refund-${index}` }),
    ),
  )
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5)
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 50_000, refunded: false })
})

test('twenty refunds at once with one key are one refund', async () => {
  const bench = await openBench()
  const { charge } = await paidSession(bench)
  const refunds = await Promise.all(
    Array.from({ length: 20 }, () =>
      bench.stripe.refunds.create({ charge: charge.id, amount: 10_000 }, { idempotencyKey: 'refund' }),
    ),
  )
  expect(new Set(refunds.map((refund) => refund.id)).size).toBe(1)
  expect(await bench.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 10_000 })
})

test('whatever amounts are asked for, refunds add up to the charge and stay within it', async () => {
  const bench = await openBench()
  const amounts = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(amounts, async (wanted) => {
      const { charge } = await paidSession(bench)
      const refund = (amount: number) => bench.stripe.refunds.create({ charge: charge.id, amount })
      await Promise.allSettled(wanted.map(refund))
      const after = await bench.stripe.charges.retrieve(charge.id, { expand: ['refunds'] })
      const sum = after.refunds?.data.reduce((total, one) => total + one.amount, 0)
      expect(sum).toBe(after.amount_refunded)
      expect(after.amount_refunded).toBeLessThanOrEqual(after.amount_captured)
      const left = after.amount_captured - after.amount_refunded
      const refused = wanted.length - (after.refunds?.data.length ?? 0)
      if (refused > 0) expect(Math.max(...wanted)).toBeGreaterThan(left)
    }),
    { numRuns: 15 },
  )
})
