import type { Stripe } from 'stripe'
import { type Context, seconds } from '#local/payments/context.ts'
import { invalid, missing, Refusal } from '#local/payments/errors.ts'
import { type IntentWish, largestAmount } from '#local/payments/line-items.ts'
import { formatMoney } from '#local/payments/money.ts'
import type { Params } from '#local/payments/params.ts'

type Session = Stripe.Checkout.Session

const minute = 60
// 50 cents; the least that Stripe charges differs a little by currency, this serves for all.
const least = 50
// What a request may take on its way, so that "in exactly 30 minutes" is not refused for the second it travelled.
const travel = 10

export function expiryOf(context: Context, params: Params): number {
  const now = seconds(context)
  const at = params.optionalInteger('expires_at')
  if (at === undefined) return now + 24 * 60 * minute
  if (at < now + 30 * minute - travel || at > now + 24 * 60 * minute + travel) {
    const message = 'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
    throw new Refusal(400, message, { param: 'expires_at' })
  }
  return at
}

export function emailOf(params: Params): string | null {
  const email = params.optionalText('customer_email', { max: 800 }) || null
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalid('customer_email', `Invalid email address: ${email}`, 'email_invalid')
  }
  return email
}

export function requiredUrl(params: Params, name: string): string {
  const url = params.url(name)
  if (url === undefined) throw missing(name)
  return url
}

export function methodsOf(params: Params): string[] {
  const other = params.texts('payment_method_types').find((type) => type !== 'card')
  if (other) throw invalid('payment_method_types', `The payment method type "${other}" is not one this service knows.`)
  return ['card']
}

export function countriesOf(params: Params): Session['shipping_address_collection'] {
  const given = params.object('shipping_address_collection')
  if (!given) return null
  const countries = given.texts('allowed_countries')
  if (countries.length === 0) throw missing(given.name('allowed_countries'))
  const wrong = countries.find((code) => !/^[A-Z]{2}$/.test(code))
  if (wrong) throw invalid(given.name('allowed_countries'), `Invalid country: ${wrong}`)
  return { allowed_countries: countries as Stripe.Checkout.Session.ShippingAddressCollection.AllowedCountry[] }
}

export function intentWishOf(params: Params): IntentWish {
  const given = params.object('payment_intent_data')
  given?.choice('capture_method', ['automatic', 'automatic_async'])
  return {
    metadata: given?.metadata() ?? {},
    description: given?.optionalText('description', { max: 1000 }) ?? null,
    receipt_email: given?.optionalText('receipt_email') ?? null,
  }
}

export function checkTotal(session: Session): void {
  const total = session.amount_total ?? 0
  const currency = session.currency ?? ''
  if (total < least) {
    const message = `The Checkout Session's total amount due must add up to at least ${formatMoney(least, currency)}.`
    throw new Refusal(400, message, { code: 'amount_too_small' })
  }
  if (total > largestAmount) {
    const message = `The Checkout Session's total amount due must be no more than ${formatMoney(largestAmount, currency)}.`
    throw new Refusal(400, message, { code: 'amount_too_large' })
  }
}
