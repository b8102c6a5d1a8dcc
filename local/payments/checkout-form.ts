import type { Stripe } from 'stripe'
import { brandOf, type CardFacts, countryOf, digitsOf, passesLuhn, testCardOf } from '#local/payments/cards.ts'
import type { Payer } from '#local/payments/intents.ts'

/** The fields of the payment page, by their names in the form. */
export const fieldNames = [
  'email',
  'cardNumber',
  'expiry',
  'cvc',
  'nameOnCard',
  'name',
  'line1',
  'line2',
  'postalCode',
  'city',
  'country',
  'shippingRate',
] as const
export type FieldName = (typeof fieldNames)[number]
export type Typed = Partial<Record<FieldName, string>>
export type Problems = Partial<Record<FieldName, string>>

export type Checked = { problems: Problems } | { problems?: undefined; card: CardFacts; payer: Payer }

/** The values of the form, trimmed and shortened to a maximum length. */
export function readTyped(form: URLSearchParams): Typed {
  return Object.fromEntries(fieldNames.map((name) => [name, (form.get(name) ?? '').trim().slice(0, 200)]))
}

/** Checks the values of the form against the session's requirements. */
export function checkForm(session: Stripe.Checkout.Session, typed: Typed, now: number): Checked {
  const problems: Problems = {}
  const digits = digitsOf(typed.cardNumber ?? '')
  const expiry = readExpiry(typed.expiry ?? '')
  if (!typed.email) problems.email = 'Enter your email.'
  else if (!isAddress(typed.email)) problems.email = 'This email is incomplete.'
  if (!digits) problems.cardNumber = 'Enter your card number.'
  else if (!passesLuhn(digits)) problems.cardNumber = 'This card number is not valid.'
  if (!typed.expiry) problems.expiry = 'Enter the expiry date.'
  else if (!expiry) problems.expiry = 'Write the expiry as MM / YY.'
  else if (isPast(expiry, now)) problems.expiry = 'This card has expired.'
  const length = brandOf(digits) === 'amex' ? 4 : 3
  if (!typed.cvc) problems.cvc = 'Enter the security code.'
  else if (!new RegExp(`^\\d{${length}}$`).test(typed.cvc)) problems.cvc = `The security code has ${length} digits.`
  if (!typed.nameOnCard) problems.nameOnCard = 'Enter the name on the card.'
  const address = session.shipping_address_collection && checkAddress(session, typed, problems)
  if (Object.keys(problems).length > 0 || !expiry) return { problems }
  const { outcome, effects = {} } = testCardOf(digits)
  const facts = { brand: brandOf(digits), country: countryOf(digits), last4: digits.slice(-4), outcome, effects }
  const payer = { email: typed.email ?? '', nameOnCard: typed.nameOnCard ?? '' }
  return {
    card: { ...facts, expMonth: expiry.month, expYear: expiry.year },
    payer: { ...payer, shipping: address ? { name: typed.name ?? '', address } : null },
  }
}

function checkAddress(session: Stripe.Checkout.Session, typed: Typed, problems: Problems): Stripe.Address {
  if (!typed.name) problems.name = 'Enter the name to deliver to.'
  if (!typed.line1) problems.line1 = 'Enter the street and number.'
  if (!typed.postalCode) problems.postalCode = 'Enter the postal code.'
  if (!typed.city) problems.city = 'Enter the city.'
  const allowed: string[] = session.shipping_address_collection?.allowed_countries ?? []
  if (!allowed.includes(typed.country ?? '')) problems.country = 'Choose a country the shop delivers to.'
  return {
    city: typed.city ?? null,
    country: typed.country ?? null,
    line1: typed.line1 ?? null,
    line2: typed.line2 || null,
    postal_code: typed.postalCode ?? null,
    state: null,
  }
}

type Expiry = { month: number; year: number }

function readExpiry(typed: string): Expiry | undefined {
  const match = /^(\d{1,2})\s*[/\s-]\s*(\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed)
  if (!match) return undefined
  const month = Number(match[1])
  const year = Number(match[2]) + (match[2]?.length === 2 ? 2000 : 0)
  return month >= 1 && month <= 12 ? { month, year } : undefined
}

// A card is valid until the end of its month.
function isPast({ month, year }: Expiry, now: number): boolean {
  return Date.UTC(year, month, 1) <= now
}

/** The addresses that HTML's email fields take (https://html.spec.whatwg.org/#valid-e-mail-address), at a domain with a dot. */
export function isAddress(text: string): boolean {
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*\.[a-z]{2,}$/i.test(text)
}
