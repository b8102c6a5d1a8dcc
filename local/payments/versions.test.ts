import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { lampSession, openBench, paidSession, secretKey } from '#local/payments/testing.ts'

async function call(url: string, version: string, path: string, body?: string) {
  const headers = { authorization: `Bearer ${secretKey}`, 'stripe-version': version }
  const response = await fetch(url + path, { headers, ...(body === undefined ? {} : { method: 'POST', body }) })
  return { status: response.status, version: response.headers.get('stripe-version'), body: await response.json() }
}

test('an unknown version is refused, and a version that is too old is not served', async () => {
  const { url } = await openBench()
  const error = (message: string) => ({ error: { type: 'invalid_request_error', message } })
  expect(await call(url, 'nope', '/v1/customers')).toMatchObject({
    status: 400,
    body: error('Invalid Stripe API version: nope'),
  })
  for (const version of ['2019-05-16', '2023-10-16', '2026-10-28.preview', '2026-10-28.endive; feature_beta=v1']) {
    expect(await call(url, version, '/v1/customers')).toMatchObject({ status: 501 })
  }
  expect(await call(url, '2024-04-10', '/v1/customers')).toMatchObject({ status: 200, version: '2024-04-10' })
})

test('before 2025-03-31.basil the session has the address at its top level', async () => {
  const bench = await openBench()
  const { session, charge } = await paidSession(bench)
  const path = `/v1/checkout/sessions/${session.id}`
  const address = { name: 'Mara Lind', address: { line1: 'Uferweg 3', country: 'DE' } }
  const old = await call(bench.url, '2025-02-24.acacia', path)
  expect(old.body).toMatchObject({ shipping_details: address, ui_mode: 'hosted' })
  expect(old.body).not.toHaveProperty('collected_information')
  const basil = await call(bench.url, '2025-03-31.basil', path)
  expect(basil.body).toMatchObject({ collected_information: { shipping_details: address }, ui_mode: 'hosted' })
  expect(basil.body).not.toHaveProperty('shipping_details')
  expect((await call(bench.url, '2026-03-25.dahlia', path)).body).toMatchObject({ ui_mode: 'hosted_page' })
  const list = await call(bench.url, '2024-06-20', '/v1/checkout/sessions')
  expect(list.body.data[0]).toMatchObject({ shipping_details: address })
  expect((await call(bench.url, '2024-06-20', `/v1/charges/${charge.id}`)).body).toHaveProperty('invoice', null)
})

test('a session accepts payment_method_types until 2026-08-26.dahlia, and allowed_payment_method_types after it', async () => {
  const { url, stripe } = await openBench()
  const form =
    `mode=payment&success_url=http://127.0.0.1/&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur
    &line_items[0][price_data][unit_amount]=900&line_items[0][price_data][product_data][name]=Lamp`.replaceAll(
      /\s/g,
      '',
    )
  const ask = (version: string, more: string) => call(url, version, '/v1/checkout/sessions', `${form}&${more}`)
  expect(await ask('2026-08-26.dahlia', 'payment_method_types[0]=card')).toMatchObject({
    status: 200,
    body: { payment_method_types: ['card'] },
  })
  expect(await ask('2026-09-30.endive', 'payment_method_types[0]=card')).toMatchObject({
    status: 400,
    body: { error: { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' } },
  })
  const session = await stripe.checkout.sessions.create(lampSession({ allowed_payment_method_types: ['card'] }))
  expect(session).toMatchObject({ allowed_payment_method_types: ['card'], payment_method_types: ['card'] })
  const paypal = stripe.checkout.sessions.create(lampSession({ allowed_payment_method_types: ['paypal'] }))
  await expect(paypal).rejects.toMatchObject({ statusCode: 501, param: 'allowed_payment_method_types' })
})

test('a call on behalf of another account is refused', async () => {
  const { stripe } = await openBench()
  const foreign = await stripe.customers.list({}, { stripeAccount: 'acct_1' }).catch((error: unknown) => error)
  expect(foreign).toBeInstanceOf(Stripe.errors.StripePermissionError)
  expect(foreign).toMatchObject({ statusCode: 403, code: 'account_invalid' })
  await expect(stripe.customers.list({}, { stripeContext: 'acct_1' })).rejects.toMatchObject({ statusCode: 501 })
})
