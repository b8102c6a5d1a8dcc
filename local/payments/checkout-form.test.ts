import { expect, test } from 'vitest'
import { lampSession, openBench, submit, typedForm } from '#local/payments/testing.ts'

test.each([
  [{ cardNumber: '4242 4242 4242 4241' }, 'cardNumber', 'This card number is not valid.'],
  [{ cardNumber: '' }, 'cardNumber', 'Enter your card number.'],
  [{ expiry: '01 / 20' }, 'expiry', 'This card has expired.'],
  [{ expiry: '13 / 40' }, 'expiry', 'Write the expiry as MM / YY.'],
  [{ cvc: '12' }, 'cvc', 'The security code has 3 digits.'],
  [{ cardNumber: '3782 822463 10005' }, 'cvc', 'The security code has 4 digits.'],
  [{ email: 'mara@' }, 'email', 'This email is incomplete.'],
  [{ email: 'john,doe@example.com' }, 'email', 'This email is incomplete.'],
  [{ email: 'mara@example..com' }, 'email', 'This email is incomplete.'],
  [{ nameOnCard: ' ' }, 'nameOnCard', 'Enter the name on the card.'],
  [{ city: '' }, 'city', 'Enter the city.'],
  [{ country: 'US' }, 'country', 'Choose a country the shop delivers to.'],
])('%o is refused beside its field, and what was typed stays', async (change, name, message) => {
  const { stripe } = await openBench()
  const { customer_email: _, ...rest } = lampSession()
  const { url } = await stripe.checkout.sessions.create(rest)
  const answer = await submit(url, typedForm(change))
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain(`<p class="wrong" id="${name}-problem">${message}</p>`)
  expect(page).toContain(`aria-describedby="${name}-problem"`)
  expect(page).toContain('value="Uferweg 3"')
  expect(page).not.toContain('value="4242')
  expect((await stripe.paymentIntents.list()).data).toEqual([])
})

test('another delivery changes the total, and is paid only after the shopper has seen it', async () => {
  const { stripe } = await openBench()
  const rate = (name: string, amount: number) => ({
    shipping_rate_data: {
      display_name: name,
      type: 'fixed_amount' as const,
      fixed_amount: { amount, currency: 'eur' },
    },
  })
  const created = await stripe.checkout.sessions.create(
    lampSession({ shipping_options: [rate('Parcel', 990), rate('Courier', 2900)] }),
  )
  const shippingRate = String(created.shipping_options[1]?.shipping_rate)
  const first = await submit(created.url, typedForm({ shippingRate }))
  expect(first.status).toBe(409)
  expect(await first.text()).toContain('Pay €527.00')
  expect((await stripe.charges.list()).data).toEqual([])
  expect((await submit(created.url, typedForm({ shippingRate }))).status).toBe(303)
  expect((await stripe.charges.list()).data[0]).toMatchObject({ amount: 52_700 })
})

test('text from the shop and the shopper cannot become markup', async () => {
  const { stripe } = await openBench()
  const nasty = '"><script>alert(1)</script>'
  const line_items = [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 5000, product_data: { name: nasty } } },
  ]
  const { url } = await stripe.checkout.sessions.create(lampSession({ line_items }))
  const page = await (await submit(url, typedForm({ city: nasty, cvc: '' }))).text()
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toContain('<script>')
})
