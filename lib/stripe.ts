import Stripe from 'stripe'
import type { Env } from '#lib/env.ts'
import { describeApi, tracedFetch } from '#lib/traced-fetch.ts'
import { shop } from '#shop.config.ts'

export type { Stripe }
export type CheckoutSession = Stripe.Checkout.Session
export type StripeEvent = Stripe.Event
export type StripeRefund = Stripe.Refund
export type StripeDispute = Stripe.Dispute

/**
 * Every event the shop listens to (https://docs.stripe.com/api/events/types): a webhook endpoint needs just these. They only
 * tell what to look at; the shop then asks Stripe, so no field depends on the API version of the endpoint.
 */
export const stripeEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const satisfies readonly StripeEvent['type'][]

type SessionParams = Stripe.Checkout.SessionCreateParams
/** The countries that a payment page may deliver to. */
export type DeliveryCountry = Stripe.Checkout.SessionCreateParams.ShippingAddressCollection.AllowedCountry

// https://docs.stripe.com/js/appendix/supported_locales
const locales = new Set(
  `bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th
  tr vi zh zh-HK zh-TW`.split(/\s+/),
)

/** The language of the payment page for a locale such as fr-CH: the nearest that Stripe has, else that of the browser. */
export function checkoutLocale(locale: string): NonNullable<SessionParams['locale']> {
  const near = [locale, new Intl.Locale(locale).language].find((name) => locales.has(name))
  return (near ?? 'auto') as NonNullable<SessionParams['locale']>
}

/** The API version that this SDK speaks, and that a webhook endpoint is made with (https://docs.stripe.com/api/versioning). */
export const stripeVersion = Stripe.API_VERSION

/** Stripe's message when it refused a call for good, or null when a retry may help. */
export function refusalOf(error: unknown): string | null {
  return error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError
    ? error.message
    : null
}

/** The parameter because of which Stripe refused a call (https://docs.stripe.com/api/errors), or null for any other failure. */
export function refusedParameter(error: unknown): string | null {
  return error instanceof Stripe.errors.StripeInvalidRequestError ? (error.param ?? null) : null
}

/** Whether Stripe refused a call because a restricted key lacks the right to it (https://docs.stripe.com/keys-best-practices). */
export const isForbidden = (error: unknown): boolean => error instanceof Stripe.errors.StripePermissionError

/** Stripe's client (https://docs.stripe.com/api). It retries twice, with the same idempotency key. */
export function createStripe(env: Pick<Env, 'STRIPE_API_URL' | 'STRIPE_SECRET_KEY'>): Stripe {
  const { protocol, hostname, port } = new URL(env.STRIPE_API_URL)
  return new Stripe(env.STRIPE_SECRET_KEY, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port ? { port } : {}),
    httpClient: Stripe.createFetchHttpClient(tracedFetch(describeApi('stripe'))),
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    appInfo: { name: shop.slug },
  })
}

/**
 * True when Stripe signed exactly this body within the last five minutes
 * (https://docs.stripe.com/webhooks#verify-manually).
 */
export async function verifyStripe(env: Env, signature: string, body: string): Promise<boolean> {
  const stripe = createStripe(env)
  try {
    await stripe.webhooks.constructEventAsync(body, signature, env.STRIPE_WEBHOOK_SECRET, 300)
    return true
  } catch {
    return false
  }
}
