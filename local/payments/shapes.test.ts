import { expect, test } from 'vitest'
import { propertiesIn } from '#local/payments/sdk-types.ts'
import { openBench, paidSession, press } from '#local/payments/testing.ts'

const files: Record<string, [file: string, type: string]> = {
  session: ['Checkout/Sessions.d.ts', 'Session'],
  item: ['LineItems.d.ts', 'LineItem'],
  price: ['Prices.d.ts', 'Price'],
  product: ['Products.d.ts', 'Product'],
  rate: ['ShippingRates.d.ts', 'ShippingRate'],
  intent: ['PaymentIntents.d.ts', 'PaymentIntent'],
  charge: ['Charges.d.ts', 'Charge'],
  refund: ['Refunds.d.ts', 'Refund'],
  failedRefund: ['Refunds.d.ts', 'Refund'],
  dispute: ['Disputes.d.ts', 'Dispute'],
  customer: ['Customers.d.ts', 'Customer'],
  endpoint: ['WebhookEndpoints.d.ts', 'WebhookEndpoint'],
}

test('every object has the properties that the SDK promises, and none that it does not know', async () => {
  const objects = await oneOfEach()
  expect(Object.keys(objects).sort()).toEqual(Object.keys(files).sort())
  for (const [name, [file, type]] of Object.entries(files)) {
    const properties = propertiesIn(file, type)
    const names = new Set(Object.keys(objects[name] ?? {}))
    const missing = properties.filter((one) => !one.optional && !names.has(one.name)).map((one) => one.name)
    const known = new Set(properties.map((one) => one.name))
    // `lastResponse` is the SDK's own.
    const strange = [...names].filter((one) => !known.has(one) && one !== 'lastResponse')
    expect({ name, count: properties.length > 5, missing, strange }).toEqual({
      name,
      count: true,
      missing: [],
      strange: [],
    })
  }
})

async function oneOfEach(): Promise<Record<string, object | null | undefined>> {
  const bench = await openBench({ bankDelay: 600_000 })
  const { stripe } = bench
  const { session, intent, charge } = await paidSession(bench, { customer_creation: 'always' })
  const disputed = (await paidSession(bench)).charge
  await press(bench, `charges/${disputed.id}/dispute`)
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 100 })
  const failed = await stripe.refunds.create({ charge: charge.id, amount: 100 })
  await press(bench, `refunds/${failed.id}/fail`)
  const expand = ['line_items.data.price.product', 'shipping_cost.shipping_rate']
  const whole = await stripe.checkout.sessions.retrieve(session.id, { expand })
  const [item] = whole.line_items?.data ?? []
  const bare = await stripe.checkout.sessions.retrieve(session.id)
  return {
    session: bare,
    item,
    price: item?.price,
    product: item?.price?.product as object,
    rate: whole.shipping_cost?.shipping_rate as object,
    intent,
    charge: await stripe.charges.retrieve(charge.id),
    refund,
    failedRefund: await stripe.refunds.retrieve(failed.id),
    dispute: (await stripe.disputes.list()).data[0],
    customer: await stripe.customers.retrieve(String(session.customer)),
    endpoint: (await stripe.webhookEndpoints.list()).data[0],
  }
}
