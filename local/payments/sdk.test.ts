import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { type Bench, lampSession, openBench, paidSession, press, secretKey } from '#local/payments/testing.ts'

type Recorded = { route: string; status: number; error: unknown }
type Resource = Record<string, unknown>
type Method = { name: string; ids: number; call(given: unknown[]): Promise<unknown> }

test('every method of the SDK gets a right answer, or 501 in the shape of Stripe', async () => {
  const bench = await openBench()
  const known = await argumentsOf(bench)
  const { stripe, answers } = recordingClient(bench.url)
  const methods = methodsOf(stripe)
  expect(methods.length).toBeGreaterThan(500)
  expect(Object.keys(known).filter((name) => !methods.some((method) => method.name === name))).toEqual([])
  const wrong: string[] = []
  for (const { name, ids, call } of methods) {
    const before = answers.length
    await call(known[name] ?? picky[name] ?? [...Array(ids).fill('id_1'), {}])
    const made = answers.slice(before)
    const expected = known[name] ? ({ status }: Recorded) => status === 200 : isNotServed
    // It only makes an address.
    if (name === 'oauth.authorizeUrl' && made.length === 0) continue
    if (made.length === 0 || !made.every(expected)) wrong.push(`${name}: ${JSON.stringify(made)}`)
  }
  expect(wrong).toEqual([])
}, 60_000)

/** Methods that look at what they are given before they call. */
const picky: Record<string, unknown[]> = {
  'ephemeralKeys.create': [{ customer: 'cus_1' }, { apiVersion: '2026-10-28.endive' }],
  'files.create': [{ purpose: 'dispute_evidence', file: { data: 'x', name: 'x.txt', type: 'text/plain' } }],
}

/** What the methods that are served are called with. All others answer 501. */
async function argumentsOf(bench: Bench): Promise<Record<string, unknown[]>> {
  const { stripe } = bench
  const customer = await stripe.customers.create({ email: 'mara@example.com' })
  const open = await stripe.checkout.sessions.create(lampSession())
  const paid = await paidSession(bench)
  const disputed = await paidSession(bench)
  await press(bench, `charges/${disputed.charge.id}/dispute`)
  const [dispute] = (await stripe.disputes.list()).data
  const [event] = (await stripe.events.list()).data
  const hook = { url: 'http://127.0.0.1:1/', enabled_events: ['charge.refunded' as const] }
  const [kept, gone] = [await stripe.webhookEndpoints.create(hook), await stripe.webhookEndpoints.create(hook)]
  const refund = await stripe.refunds.create({ charge: paid.charge.id, amount: 100 })
  return {
    'customers.create': [{ email: 'jonas@example.com' }],
    'customers.retrieve': [customer.id],
    'customers.update': [customer.id, { name: 'Mara' }],
    'customers.list': [{}],
    'checkout.sessions.create': [lampSession()],
    'checkout.sessions.retrieve': [open.id],
    'checkout.sessions.list': [{}],
    'checkout.sessions.expire': [open.id],
    'checkout.sessions.listLineItems': [open.id, {}],
    'paymentIntents.retrieve': [paid.intent.id],
    'paymentIntents.list': [{}],
    'charges.retrieve': [paid.charge.id],
    'charges.list': [{}],
    'refunds.create': [{ charge: paid.charge.id, amount: 100 }],
    'refunds.retrieve': [refund.id],
    'refunds.update': [refund.id, { metadata: { by: 'sdk' } }],
    'refunds.list': [{}],
    'disputes.retrieve': [dispute?.id],
    'disputes.update': [dispute?.id, { evidence: { customer_name: 'Mara' }, submit: false }],
    'disputes.close': [dispute?.id],
    'disputes.list': [{}],
    'events.retrieve': [event?.id],
    'events.list': [{}],
    'webhookEndpoints.create': [hook],
    'webhookEndpoints.retrieve': [kept.id],
    'webhookEndpoints.update': [kept.id, { disabled: true }],
    'webhookEndpoints.list': [{}],
    'webhookEndpoints.del': [gone.id],
  }
}

function isNotServed({ status, error }: Recorded): boolean {
  const { type, message } = error as { type?: string; message?: string }
  return status === 501 && type === 'invalid_request_error' && typeof message === 'string'
}

/** The SDK with every call, also those to its other hosts, led to the service; each answer is written down. */
function recordingClient(url: string): { stripe: Stripe; answers: Recorded[] } {
  const answers: Recorded[] = []
  const httpClient = Stripe.createFetchHttpClient(async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname, search } = new URL(String(input))
    const response = await fetch(url + pathname + search, init)
    const { error } = (await response.clone().json()) as { error?: unknown }
    answers.push({ route: `${init?.method} ${pathname}`, status: response.status, error })
    return response
  })
  return { stripe: new Stripe(secretKey, { httpClient, maxNetworkRetries: 0 }), answers }
}

/** The methods of all resources, found in the SDK's object itself. */
function methodsOf(stripe: Stripe): Method[] {
  const found: Method[] = []
  const visit = (parent: Resource, path: string[]) => {
    for (const [name, value] of Object.entries(parent)) {
      // `stripe` leads back to the client.
      if (name.startsWith('_') || name === 'stripe' || !(isResource(value) || isNamespace(value))) continue
      if (isResource(value)) found.push(...methodsIn(value as Resource, [...path, name]))
      visit(value as Resource, [...path, name])
    }
  }
  visit(stripe as unknown as Resource, [])
  return found
}

/** Every method takes its ids, then parameters, then options. */
function methodsIn(resource: Resource, path: string[]): Method[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).flatMap((name) => {
    const method = resource[name]
    if (name === 'constructor' || typeof method !== 'function') return []
    const call = async (given: unknown[]) => Promise.resolve(method.apply(resource, given)).catch(() => null)
    return { name: [...path, name].join('.'), ids: Math.max(0, method.length - 2), call }
  })
}

const isResource = (value: unknown): boolean => value instanceof Stripe.StripeResource

const isNamespace = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).some((inner) => isResource(inner))
