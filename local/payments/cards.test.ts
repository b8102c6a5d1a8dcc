import { expect, test } from 'vitest'
import { passesLuhn } from '#local/payments/cards.ts'
import { actingCards, listedCards, payingCards, unservedCards } from '#local/payments/test-cards.ts'
import { lampSession, openBench, paidWith, submit, typedForm } from '#local/payments/testing.ts'

test('every test card has the check digit of a card, and those on the page are known', () => {
  const numbers = [...Object.keys(actingCards), ...payingCards, ...unservedCards]
  expect(numbers.filter((number) => !passesLuhn(number))).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
  const listed = listedCards.map(({ number }) => number.replaceAll(' ', ''))
  expect(listed.filter((number) => !numbers.includes(number))).toEqual([])
})

test.each([
  ['4000 0082 6000 3178', 'insufficient_funds'],
  ['4000 0084 0000 1629', 'generic_decline'],
])('card %s asks the bank first, and is then declined: %s', async (cardNumber, decline_code) => {
  const { stripe } = await openBench()
  const { id, url } = await stripe.checkout.sessions.create(lampSession())
  const asked = await submit(url, typedForm({ cardNumber }))
  expect(asked.headers.get('location')).toBe(`/c/pay/${id}/authenticate`)
  expect((await submit(`${url}/authenticate`, { answer: 'complete' })).headers.get('location')).toBe(`/c/pay/${id}`)
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
  expect(session).toMatchObject({
    status: 'open',
    payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined', decline_code } },
  })
  expect((await stripe.charges.list()).data).toMatchObject([{ status: 'failed' }])
})

test('card 3063 asks the bank and pays', async () => {
  const { stripe } = await openBench()
  const { id, url } = await stripe.checkout.sessions.create(lampSession())
  await submit(url, typedForm({ cardNumber: '4000 0000 0000 3063' }))
  await submit(`${url}/authenticate`, { answer: 'complete' })
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: 'paid' })
})

test.each(['4100 0000 0000 0019', '4000 0000 0000 4954'])('card %s is blocked for its risk', async (cardNumber) => {
  const { stripe } = await openBench()
  const { url } = await stripe.checkout.sessions.create(lampSession())
  expect((await submit(url, typedForm({ cardNumber }))).status).toBe(402)
  const [charge] = (await stripe.charges.list()).data
  expect(charge).toMatchObject({
    status: 'failed',
    failure_code: 'card_declined',
    outcome: {
      type: 'blocked',
      reason: 'highest_risk_level',
      network_status: 'not_sent_to_network',
      risk_level: 'highest',
    },
  })
})

test('a failed check and a raised risk are on the charge, which is paid all the same', async () => {
  const bench = await openBench()
  const { charge } = await paidWith(bench, '4000 0000 0000 0101')
  expect(charge).toMatchObject({ paid: true, payment_method_details: { card: { checks: { cvc_check: 'fail' } } } })
  const risky = await paidWith(bench, '4000 0000 0000 9235')
  expect(risky.charge).toMatchObject({ paid: true, outcome: { risk_level: 'elevated' } })
})

test.each([
  ['4000 0075 6000 0009', 'visa', 'CH'],
  ['4000 0027 6000 0016', 'visa', 'DE'],
  ['6200 0000 0000 0005', 'unionpay', 'US'],
])('card %s pays: %s of %s', async (cardNumber, brand, country) => {
  const bench = await openBench()
  const { charge } = await paidWith(bench, cardNumber)
  expect(charge).toMatchObject({ paid: true, payment_method_details: { card: { brand, country } } })
})

test('a test card whose story is not played says so', async () => {
  const { stripe } = await openBench()
  const { url } = await stripe.checkout.sessions.create(lampSession())
  const answer = await submit(url, typedForm({ cardNumber: '4000 0000 0000 5423' }))
  expect(await answer.text()).toContain('does not play what this test card of Stripe stands for')
})
