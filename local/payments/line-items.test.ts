import type { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { lampSession, openBench } from '#local/payments/testing.ts'

function lamp(name: string, currency = 'eur', amount = 5000) {
  return { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name } } }
}

const twelve = Array.from({ length: 12 }, (_, index) => lamp(`Lamp ${index + 1}`))

test('line items come ten at a time unless asked otherwise, and the SDK pages through all of them', async () => {
  const { stripe } = await openBench()
  const created = await stripe.checkout.sessions.create(lampSession({ line_items: twelve }))
  const list = async (params: Stripe.Checkout.SessionListLineItemsParams) => {
    const { data, has_more } = await stripe.checkout.sessions.listLineItems(created.id, params)
    return { data, names: data.map(({ description }) => description?.replace('Lamp ', '')).join(), more: has_more }
  }
  const first = await list({})
  expect(first).toMatchObject({ names: '1,2,3,4,5,6,7,8,9,10', more: true })
  const last = first.data.at(-1)?.id ?? ''
  expect(await list({ starting_after: last })).toMatchObject({ names: '11,12', more: false })
  expect(await list({ ending_before: last, limit: 5 })).toMatchObject({ names: '5,6,7,8,9', more: true })
  expect(await list({ limit: 12 })).toMatchObject({ more: false })
  await expect(list({ starting_after: 'li_none' })).rejects.toMatchObject({ code: 'resource_missing' })
  const all: Stripe.LineItem[] = []
  for await (const item of stripe.checkout.sessions.listLineItems(created.id, { limit: 5 })) all.push(item)
  expect(all).toHaveLength(12)
  const { line_items } = await stripe.checkout.sessions.retrieve(created.id, { expand: ['line_items'] })
  expect(line_items).toMatchObject({ has_more: true, url: `/v1/checkout/sessions/${created.id}/line_items` })
  expect(line_items?.data).toHaveLength(10)
})

test.each([
  ['chf', 49, 'amount_too_small'],
  ['chf', 50, null],
  ['gbp', 30, null],
  ['huf', 10_000, 'amount_too_small'],
  ['dkk', 200, 'amount_too_small'],
  ['isk', 15_050, 'parameter_invalid_integer'],
  ['isk', 15_000, null],
  ['kwd', 501, 'parameter_invalid_integer'],
  ['kwd', 510, null],
  ['jpy', 50, null],
  ['xau', 5000, 'parameter_invalid'],
])('%s %d is answered with %s', async (currency, amount, code) => {
  const { stripe } = await openBench()
  const wanted = lampSession({ line_items: [lamp('Lamp', currency, amount)], shipping_options: [] })
  const answer = await stripe.checkout.sessions.create(wanted).catch((error: Stripe.errors.StripeError) => error)
  expect('code' in answer ? answer.code : null).toBe(code)
})

test('an order that costs nothing is not served', async () => {
  const { stripe } = await openBench()
  const free = lampSession({ line_items: [lamp('Lamp', 'eur', 0)], shipping_options: [] })
  await expect(stripe.checkout.sessions.create(free)).rejects.toMatchObject({ statusCode: 501 })
})

test('references are expanded four levels deep, and nothing but references', async () => {
  const { stripe } = await openBench()
  const { id } = await stripe.checkout.sessions.create(lampSession())
  const expanded = (...expand: string[]) => stripe.checkout.sessions.retrieve(id, { expand })
  await expect(expanded('payment_intent.latest_charge.a.b.c')).rejects.toMatchObject({
    message: 'You cannot expand more than 4 levels of a property. property: payment_intent.latest_charge.a.b.c',
  })
  for (const path of ['metadata', 'cancel_url', 'client_reference_id', 'total_details']) {
    await expect(expanded(path)).rejects.toMatchObject({ statusCode: 400, param: 'expand' })
  }
  expect(await expanded('customer', 'payment_intent.latest_charge')).toMatchObject({ payment_intent: null })
})

test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>]>([
  ['shipping_address_collection[allowed_countries]', { shipping_address_collection: { allowed_countries: ['QQ'] } }],
  ['locale', { locale: 'klingon' }],
  ['line_items[0][price_data][product_data][images][0]', { line_items: [withImage('not-a-url')] }],
  ['payment_intent_data[receipt_email]', { payment_intent_data: { receipt_email: 'nobody' } }],
  ['customer_email', { customer_email: 'a@b' }],
])('%s is checked', async (param, change) => {
  const { stripe } = await openBench()
  const created = stripe.checkout.sessions.create(lampSession(change))
  await expect(created).rejects.toMatchObject({ statusCode: 400, param })
})

function withImage(url: string) {
  const item = lamp('Lamp')
  return { ...item, price_data: { ...item.price_data, product_data: { name: 'Lamp', images: [url] } } }
}

test('a customer is told of, and only with an address that is one', async () => {
  const { stripe } = await openBench()
  await expect(stripe.customers.create({ email: 'not an email' })).rejects.toMatchObject({ code: 'email_invalid' })
  const { id } = await stripe.customers.create({ email: 'mara@example.com' })
  await stripe.customers.update(id, { name: 'Mara' })
  await stripe.customers.update(id, { name: 'Mara' })
  const events = (await stripe.events.list({ type: 'customer.*' })).data
  expect(events.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created'])
  expect(events[0]?.data.previous_attributes).toEqual({ name: null })
  expect((await stripe.events.list({ type: 'charge.*' })).data).toEqual([])
})
