import { Stripe } from 'stripe'
import { onTestFinished } from 'vitest'
import { listen } from '#local/listen.ts'
import { type PaymentsOptions, startPayments } from '#local/payments/server.ts'

export const secretKey = 'sk_test_local'
export const webhookSecret = 'whsec_local'

export type Bench = {
  url: string
  stripe: Stripe
  /** Every event that the webhook accepted, verified by the SDK, in order of arrival. */
  received: Stripe.Event[]
  /** Every attempt with its signature header. */
  attempts: { event: string; signature: string }[]
  /** The next responses of the webhook; 200 when the list is empty. */
  answers: number[]
  webhookUrl: string
  close(): Promise<void>
}

/** The service, a webhook for its events, and the official SDK. All are closed when the test ends. */
export async function openBench(options: Partial<PaymentsOptions> = {}): Promise<Bench> {
  const received: Stripe.Event[] = []
  const attempts: Bench['attempts'] = []
  const answers: number[] = []
  const verifier = new Stripe(secretKey)
  const webhook = await listen(async (request) => {
    // The target of a redirect: a deliverer that follows redirects would take its 200 for a delivery.
    if (request.method === 'GET') return new Response(null)
    const body = await request.text()
    const signature = request.headers.get('stripe-signature') ?? ''
    const event = verifier.webhooks.constructEvent(body, signature, webhookSecret)
    attempts.push({ event: event.id, signature })
    const status = answers.shift() ?? 200
    if (status === 200) received.push(event)
    return new Response(null, { status, headers: status === 302 ? { location: '/elsewhere' } : {} })
  })
  const payments = await startPayments({
    port: 0,
    file: ':memory:',
    secretKey,
    webhook: { url: webhook.url, secret: webhookSecret },
    speed: 100,
    ...options,
  })
  const close = async () => {
    await payments.close()
    await webhook.close()
  }
  onTestFinished(close)
  return {
    url: payments.url,
    stripe: client(payments.url),
    received,
    attempts,
    answers,
    webhookUrl: webhook.url,
    close,
  }
}

/** The SDK for a service; it does not retry by default. */
export function client(
  url: string,
  config: { key?: string; maxNetworkRetries?: number; timeout?: number } = {},
): Stripe {
  const { hostname, port } = new URL(url)
  const { key = secretKey, maxNetworkRetries = 0, timeout = 20_000 } = config
  return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries, timeout })
}

/** A session for two lamps at 249.00 with shipping at 9.90. */
export function lampSession(change: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 2,
        price_data: {
          currency: 'eur',
          unit_amount: 24_900,
          product_data: {
            name: 'Wide roof lamp',
            description: 'Brass',
            images: ['http://127.0.0.1/lamp.jpg'],
            metadata: { variant: 'v1' },
          },
        },
      },
    ],
    shipping_options: [
      {
        shipping_rate_data: {
          display_name: 'Parcel',
          type: 'fixed_amount',
          fixed_amount: { amount: 990, currency: 'eur' },
        },
      },
    ],
    shipping_address_collection: { allowed_countries: ['DE', 'FR', 'NL'] },
    client_reference_id: 'order-1',
    metadata: { order: 'order-1' },
    payment_intent_data: { metadata: { order: 'order-1' } },
    customer_email: 'mara@example.com',
    success_url: 'http://127.0.0.1:1/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:1/cart',
    ...change,
  } satisfies Stripe.Checkout.SessionCreateParams
}

/** The form of a shopper; by default the card pays. */
export function typedForm(change: Record<string, string> = {}): Record<string, string> {
  return {
    email: 'mara@example.com',
    cardNumber: '4242 4242 4242 4242',
    expiry: '12 / 40',
    cvc: '123',
    nameOnCard: 'Mara Lind',
    name: 'Mara Lind',
    line1: 'Uferweg 3',
    line2: '',
    postalCode: '10997',
    city: 'Berlin',
    country: 'DE',
    ...change,
  }
}

/** Submits a form as a browser without JavaScript does; it does not follow redirects. */
export function submit(url: string | null, form: Record<string, string>): Promise<Response> {
  return fetch(url ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
}

/** Pays a new session with a test card. */
export function paidWith(bench: Pick<Bench, 'stripe'>, cardNumber: string) {
  return paidSession(bench, {}, { cardNumber })
}

/** Presses a button of the console, as a browser of this machine does. */
export async function press(bench: Pick<Bench, 'url'>, path: string, form: Record<string, string> = {}) {
  const headers = { origin: bench.url }
  const body = new URLSearchParams(form)
  const answer = await fetch(`${bench.url}/console/${path}`, { method: 'POST', headers, body, redirect: 'manual' })
  return answer.status
}

/** A paid session with its intent. */
export async function paidSession(
  bench: Pick<Bench, 'stripe'>,
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
  typed: Record<string, string> = {},
) {
  const session = await bench.stripe.checkout.sessions.create(lampSession(change))
  await submit(session.url, typedForm(typed))
  const paid = await bench.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] })
  const intent = paid.payment_intent as Stripe.PaymentIntent
  return { session: paid, intent, charge: intent.latest_charge as Stripe.Charge }
}
