import { expect, test } from 'vitest'
import { propertiesIn, unionIn } from '#local/payments/sdk-types.ts'
import { lampSession, openBench, secretKey } from '#local/payments/testing.ts'
import { countries, eventTypes, locales, versions } from '#local/payments/vocabulary.ts'

const session = 'Checkout/Sessions.d.ts'

test.each([
  ['versions', versions, unionIn('WebhookEndpoints.d.ts', 'ApiVersion')],
  ['events', eventTypes, unionIn('WebhookEndpoints.d.ts', 'EnabledEvent')],
  ['countries', countries, unionIn(session, 'AllowedCountry')],
  ['locales', locales, unionIn(session, 'Locale')],
])('the known %s are those of the SDK', (_, known, listed) => {
  expect(listed.length).toBeGreaterThan(40)
  expect([...known].sort()).toEqual([...new Set(listed)].sort())
})

const create = '/v1/checkout/sessions'
const calls: [method: string, path: string, file: string, type: string, prefix: string][] = [
  ['POST', create, session, 'SessionCreateParams', ''],
  ['POST', create, session, 'LineItem', 'line_items[0]'],
  ['POST', create, session, 'PriceData', 'line_items[0][price_data]'],
  ['POST', create, session, 'ProductData', 'line_items[0][price_data][product_data]'],
  ['POST', create, session, 'PaymentIntentData', 'payment_intent_data'],
  ['POST', create, session, 'ShippingRateData', 'shipping_options[0][shipping_rate_data]'],
  ['POST', create, session, 'FixedAmount', 'shipping_options[0][shipping_rate_data][fixed_amount]'],
  ['GET', create, session, 'SessionListParams', ''],
  ['GET', `${create}/:id/line_items`, session, 'SessionListLineItemsParams', ''],
  ['POST', '/v1/customers', 'Customers.d.ts', 'CustomerCreateParams', ''],
  ['POST', '/v1/customers/:id', 'Customers.d.ts', 'CustomerUpdateParams', ''],
  ['GET', '/v1/customers', 'Customers.d.ts', 'CustomerListParams', ''],
  ['GET', '/v1/charges', 'Charges.d.ts', 'ChargeListParams', ''],
  ['GET', '/v1/payment_intents', 'PaymentIntents.d.ts', 'PaymentIntentListParams', ''],
  ['GET', '/v1/payment_intents/:id', 'PaymentIntents.d.ts', 'PaymentIntentRetrieveParams', ''],
  ['POST', '/v1/refunds', 'Refunds.d.ts', 'RefundCreateParams', ''],
  ['GET', '/v1/refunds', 'Refunds.d.ts', 'RefundListParams', ''],
  ['POST', '/v1/webhook_endpoints', 'WebhookEndpoints.d.ts', 'WebhookEndpointCreateParams', ''],
  ['GET', '/v1/webhook_endpoints', 'WebhookEndpoints.d.ts', 'WebhookEndpointListParams', ''],
  ['GET', '/v1/disputes', 'Disputes.d.ts', 'DisputeListParams', ''],
  ['GET', '/v1/events', 'Events.d.ts', 'EventListParams', ''],
]

test.each(calls.map((call) => ({ call })))('no parameter is taken for a typo: $call', async ({ call }) => {
  const [method, path, file, type, prefix] = call
  const { stripe, url } = await openBench()
  const customer = await stripe.customers.create({ email: 'mara@example.com' })
  const { id } = await stripe.checkout.sessions.create(lampSession())
  const names = propertiesIn(file, type).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(0)
  const ask = async (parameter: string) => {
    const target = url + path.replace(':id', path.startsWith('/v1/customers') ? customer.id : id)
    const form = new URLSearchParams([...(method === 'POST' ? basics(path, prefix) : []), [parameter, 'x']])
    const headers = { authorization: `Bearer ${secretKey}` }
    const response = await (method === 'GET'
      ? fetch(`${target}?${form}`, { headers })
      : fetch(target, { method, headers, body: form }))
    return ((await response.json()) as { error?: { code?: string } }).error?.code
  }
  const codes = await Promise.all(names.map(async (name) => [name, await ask(prefix ? `${prefix}[${name}]` : name)]))
  expect(codes.filter(([, code]) => code === 'parameter_unknown')).toEqual([])
  if (path === create || !path.includes(':id')) {
    expect(await ask(prefix ? `${prefix}[moon]` : 'moon')).toMatch(/parameter_(unknown|missing)/)
  }
})

/** A session that is complete but for what the test adds to it. */
function basics(path: string, prefix: string): [string, string][] {
  if (path !== create) return []
  const fields: [string, string][] = [
    ['mode', 'payment'],
    ['success_url', 'http://127.0.0.1/'],
    ['line_items[0][quantity]', '1'],
    ['line_items[0][price_data][currency]', 'eur'],
    ['line_items[0][price_data][unit_amount]', '900'],
    ['line_items[0][price_data][product_data][name]', 'Lamp'],
    ['shipping_options[0][shipping_rate_data][display_name]', 'Parcel'],
    ['shipping_options[0][shipping_rate_data][fixed_amount][amount]', '900'],
    ['shipping_options[0][shipping_rate_data][fixed_amount][currency]', 'eur'],
  ]
  return prefix.startsWith('shipping_options') ? fields : fields.slice(0, 6)
}

test('what Stripe has and nobody here does says so, and a typo is a typo', async () => {
  const { stripe } = await openBench()
  const promotion = stripe.checkout.sessions.create(lampSession({ allow_promotion_codes: true }))
  await expect(promotion).rejects.toMatchObject({
    statusCode: 501,
    param: 'allow_promotion_codes',
    message: 'The parameter allow_promotion_codes is not served by the local payments service.',
  })
  const subscription = stripe.checkout.sessions.create(lampSession({ mode: 'subscription' }))
  await expect(subscription).rejects.toMatchObject({ statusCode: 501, param: 'mode' })
  const price = stripe.checkout.sessions.create(lampSession({ line_items: [{ price: 'price_1', quantity: 1 }] }))
  await expect(price).rejects.toMatchObject({ statusCode: 501, param: 'line_items[0][price]' })
  const moon = stripe.checkout.sessions.create({ ...lampSession(), moon: 'full' } as object)
  await expect(moon).rejects.toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'moon' })
})
