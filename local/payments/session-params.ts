import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { invalid, missing, notServed, Refusal } from '#local/payments/errors.ts'
import { type IntentWish, largestAmount } from '#local/payments/line-items.ts'
import { formatMoney, leastAmount } from '#local/payments/money.ts'
import type { Params } from '#local/payments/params.ts'
import { isAtLeast } from '#local/payments/versions.ts'
import { countries, locales } from '#local/payments/vocabulary.ts'

type Session = Stripe.Checkout.Session

const minute = 60
// Seconds of tolerance for the request's travel time. Otherwise "in exactly 30 minutes" would be refused.
const travel = 10

export function expiryOf(context: PaymentsContext, params: Params): number {
  const now = seconds(context)
  const at = params.optionalInteger('expires_at')
  if (at === undefined) return now + 24 * 60 * minute
  if (at < now + 30 * minute - travel || at > now + 24 * 60 * minute + travel) {
    const message = 'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
    throw new Refusal(400, message, { param: 'expires_at' })
  }
  return at
}

export function requiredUrl(params: Params, name: string): string {
  const url = params.url(name)
  if (url === undefined) throw missing(name)
  return url
}

const removedTypes = '2026-09-30.endive'

/**
 * The payment methods of a session. This service has only cards, so a session offers no other method of Stripe.
 * Since 2026-09-30.endive a call can only narrow them down, with `allowed_payment_method_types`:
 * https://docs.stripe.com/changelog/endive/2026-09-30/remove-payment-method-types-checkout-sessions
 */
export function methodsOf(params: Params, version: string): Pick<Session, MethodFields> {
  const name = isAtLeast(version, removedTypes) ? 'allowed_payment_method_types' : 'payment_method_types'
  if (name === 'allowed_payment_method_types' && params.has('payment_method_types')) {
    const message = `The parameter payment_method_types is no longer supported as of the API version ${removedTypes}. Use allowed_payment_method_types.`
    throw invalid('payment_method_types', message, 'payment_method_types_no_longer_supported')
  }
  const types = params.texts(name)
  const other = types.find((type) => type !== 'card')
  if (other && !/^[a-z][a-z0-9_]*$/.test(other)) throw invalid(name, `Invalid ${name}: ${other}`)
  if (other) throw notServed(`The payment method type ${other}`, name)
  const allowed = name === 'allowed_payment_method_types' && types.length > 0 ? types : null
  return { allowed_payment_method_types: allowed, payment_method_types: ['card'] }
}

type MethodFields = 'allowed_payment_method_types' | 'payment_method_types'

export function localeOf(params: Params): Session['locale'] {
  const locale = params.optionalText('locale')
  if (locale === undefined || locales.has(locale)) return locale ?? null
  throw invalid('locale', `Invalid locale: must be one of ${[...locales].join(', ')}`)
}

const otherModes = ['setup', 'subscription']
const otherForms = ['elements', 'embedded_page', 'form', 'embedded', 'custom']

/** Refuses every mode and form but a payment on the hosted page. */
export function checkMode(params: Params): void {
  if (!params.choice('mode', ['payment'], otherModes)) throw missing('mode')
  params.choice('ui_mode', ['hosted_page', 'hosted'], otherForms)
}

export function countriesOf(params: Params): Session['shipping_address_collection'] {
  const given = params.object('shipping_address_collection')
  if (!given) return null
  const codes = given.texts('allowed_countries')
  if (codes.length === 0) throw missing(given.name('allowed_countries'))
  const wrong = codes.find((code) => !countries.has(code))
  if (wrong !== undefined) throw invalid(given.name('allowed_countries'), `Invalid country: ${wrong}`)
  return { allowed_countries: codes as Stripe.Checkout.Session.ShippingAddressCollection.AllowedCountry[] }
}

export function intentWishOf(params: Params): IntentWish {
  const given = params.object('payment_intent_data')
  given?.choice('capture_method', ['automatic', 'automatic_async'], ['manual'])
  return {
    metadata: given?.metadata() ?? {},
    description: given?.optionalText('description', { max: 1000 }) ?? null,
    receipt_email: given?.email('receipt_email') ?? null,
  }
}

export function checkTotal(session: Session): void {
  const total = session.amount_total ?? 0
  const currency = session.currency ?? ''
  if (total === 0) throw notServed('An order that costs nothing')
  const least = leastAmount(currency)
  if (total < least) {
    const message = `The Checkout Session's total amount due must add up to at least ${formatMoney(least, currency)}.`
    throw new Refusal(400, message, { code: 'amount_too_small' })
  }
  if (total > largestAmount) {
    const message = `The Checkout Session's total amount due must be no more than ${formatMoney(largestAmount, currency)}.`
    throw new Refusal(400, message, { code: 'amount_too_large' })
  }
}
