import type { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { lampSession, openBench, paidSession, submit, typedForm } from '#local/payments/testing.ts'

test('the page shows the order and asks for what the session needs', async () => {
  const { stripe } = await openBench()
  const { url } = await stripe.checkout.sessions.create(lampSession())
  const page = await fetch(url ?? '')
  const text = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const part of ['Wide roof lamp', '€498.00', '€9.90', 'Pay €507.90', 'Back to the shop', 'Test mode']) {
    expect(text).toContain(part)
  }
  expect(text).toContain('src="http://127.0.0.1/lamp.jpg"')
  const labels = [...text.matchAll(/<label for="\w+">([^<]+)</g)].map((match) => match[1])
  expect(labels).toEqual([
    'Email',
    'Name',
    'Address line 1',
    'Address line 2 (optional)',
    'Postal code',
    'City',
    'Country',
    'Card number',
    'Expiry',
    'CVC',
    'Name on card',
  ])
  const countries = [...text.matchAll(/<option value="(\w+)"/g)].map((match) => match[1])
  expect(countries).toEqual(['FR', 'DE', 'NL'])
})

test('a good card pays, and the shopper lands in the shop', async () => {
  const bench = await openBench()
  const created = await bench.stripe.checkout.sessions.create(lampSession())
  const answer = await submit(created.url, typedForm())
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`http://127.0.0.1:1/thanks?session=${created.id}`)
  const session = await bench.stripe.checkout.sessions.retrieve(created.id, {
    expand: ['payment_intent.latest_charge'],
  })
  expect(session).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    customer_details: { email: 'mara@example.com', name: 'Mara Lind' },
    collected_information: { shipping_details: { name: 'Mara Lind', address: { line1: 'Uferweg 3', country: 'DE' } } },
    payment_intent: {
      status: 'succeeded',
      amount: 50_790,
      amount_received: 50_790,
      currency: 'eur',
      metadata: { order: 'order-1' },
      latest_charge: {
        object: 'charge',
        amount_captured: 50_790,
        amount_refunded: 0,
        captured: true,
        payment_method_details: { card: { brand: 'visa', last4: '4242' } },
      },
    },
  })
  const again = await fetch(created.url ?? '', { redirect: 'manual' })
  expect([again.status, again.headers.get('location')]).toEqual([
    303,
    `http://127.0.0.1:1/thanks?session=${created.id}`,
  ])
})

test('ten submits at once charge once', async () => {
  const { stripe } = await openBench()
  const { url } = await stripe.checkout.sessions.create(lampSession())
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit(url, typedForm())))
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(303))
  expect((await stripe.charges.list()).data).toHaveLength(1)
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
})

test.each([
  ['4000 0000 0000 0002', 'Your card was declined.', 'generic_decline'],
  ['4000 0000 0000 9995', 'Your card has insufficient funds.', 'insufficient_funds'],
  ['4111 1111 1111 1111', 'only test cards work here', 'test_mode_live_card'],
])('card %s is declined; a good card then pays the same session', async (cardNumber, message, declineCode) => {
  const bench = await openBench()
  const { id, url } = await bench.stripe.checkout.sessions.create(lampSession())
  const declined = await submit(url, typedForm({ cardNumber }))
  const page = await declined.text()
  expect(declined.status).toBe(402)
  expect(page).toContain(message)
  expect(page).toContain('value="Uferweg 3"')
  expect(page).not.toContain(`value="${cardNumber.slice(0, 4)}`)
  const failed = await bench.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
  const intent = failed.payment_intent as Stripe.PaymentIntent
  expect(failed).toMatchObject({ status: 'open', payment_status: 'unpaid' })
  expect(intent).toMatchObject({
    status: 'requires_payment_method',
    amount_received: 0,
    last_payment_error: { decline_code: declineCode },
  })
  expect(await (await fetch(url ?? '')).text()).toContain(message)
  expect((await submit(url, typedForm())).status).toBe(303)
  const paid = await bench.stripe.paymentIntents.retrieve(intent.id)
  expect(paid).toMatchObject({ status: 'succeeded', amount_received: 50_790, last_payment_error: null })
  const charges = await bench.stripe.charges.list({ payment_intent: intent.id })
  expect(charges.data.map((charge) => charge.status)).toEqual(['succeeded', 'failed'])
})

test('3-D Secure asks first; failing it leaves the session open, completing it pays', async () => {
  const { stripe } = await openBench()
  const { id, url } = await stripe.checkout.sessions.create(lampSession())
  const secure = typedForm({ cardNumber: '4000 0025 0000 3155' })
  const asked = await submit(url, secure)
  expect([asked.status, asked.headers.get('location')]).toEqual([303, `/c/pay/${id}/authenticate`])
  const bank = `${url}/authenticate`
  const question = await (await fetch(bank)).text()
  expect(question).toContain('Complete authentication')
  expect(question).toContain('Fail authentication')
  expect(question).toContain('3155')
  expect((await stripe.paymentIntents.list()).data[0]).toMatchObject({ status: 'requires_action', amount_received: 0 })

  expect((await submit(bank, { answer: 'fail' })).headers.get('location')).toBe(`/c/pay/${id}`)
  expect(await (await fetch(url ?? '')).text()).toContain('unable to authenticate')
  // The bank's page was answered: a second answer to it changes nothing.
  await submit(bank, { answer: 'complete' })
  expect((await stripe.charges.list()).data).toEqual([])

  await submit(url, secure)
  expect((await submit(bank, { answer: 'complete' })).headers.get('location')).toContain('/thanks?session=')
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'complete', payment_status: 'paid' })
  expect((await stripe.charges.list()).data).toHaveLength(1)
})

test('a customer is made of who paid where the session asks for it', async () => {
  const bench = await openBench()
  const { session, intent } = await paidSession(bench, { customer_creation: 'always' })
  const customer = await bench.stripe.customers.retrieve(String(session.customer))
  expect(customer).toMatchObject({ email: 'mara@example.com', name: 'Mara Lind' })
  expect(intent.customer).toBe(customer.id)
})

test('yen have no cents', async () => {
  const { stripe } = await openBench()
  const line_items = [
    { quantity: 1, price_data: { currency: 'JPY', unit_amount: 24_900, product_data: { name: 'Lamp' } } },
  ]
  const session = await stripe.checkout.sessions.create(lampSession({ line_items, shipping_options: [] }))
  expect(session.currency).toBe('jpy')
  expect(await (await fetch(session.url ?? '')).text()).toContain('Pay ¥24,900')
})

test.each([
  ['de', undefined, '249,00 CHF'],
  ['fr', undefined, '249,00 CHF'],
  ['fr', 'fr-CH, fr;q=0.9', '249.00 CHF'],
  ['auto', 'de-CH', 'CHF 249.00'],
  [undefined, 'fr-CH, fr;q=0.9, en;q=0.8', '249.00 CHF'],
  ['en', 'fr-CH', 'CHF 249.00'],
  [undefined, '*, ;;, x', 'CHF 249.00'],
] as const)('francs with locale %s and a browser of %s: %s', async (locale, language, shown) => {
  const { stripe } = await openBench()
  const price_data = { currency: 'chf', unit_amount: 24_900, product_data: { name: 'Lamp' } }
  const order = { line_items: [{ quantity: 1, price_data }], shipping_options: [] }
  const { url } = await stripe.checkout.sessions.create(lampSession({ ...order, ...(locale ? { locale } : {}) }))
  const page = await fetch(url ?? '', { headers: language ? { 'accept-language': language } : {} })
  expect((await page.text()).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(`Pay ${shown}`)
})
