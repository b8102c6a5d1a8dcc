import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { invalid, missing, unknownObject } from '#local/payments/errors.ts'
import { newId } from '#local/payments/ids.ts'
import { amountOf, currencyOf } from '#local/payments/line-items.ts'
import { find, idOf, insert } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

/** Reads `shipping_options`: each names a `shipping_rate` or describes one in `shipping_rate_data`. */
export function createShippingOptions(
  context: PaymentsContext,
  params: Params,
  currency: string,
): Stripe.ShippingRate[] {
  const given = params.objects('shipping_options')
  if (given.length > 5) throw invalid('shipping_options', 'A session can have up to 5 shipping options.')
  const rates = given.map((one) => rateOf(context, one))
  const other = rates.findIndex((rate) => rate.fixed_amount?.currency !== currency)
  if (other >= 0) throw invalid(`shipping_options[${other}]`, 'Shipping must have the currency of the line items.')
  return rates
}

function rateOf(context: PaymentsContext, params: Params): Stripe.ShippingRate {
  const id = params.optionalText('shipping_rate')
  if (id === undefined) return createRate(context, params)
  const rate = find(context.store, 'shipping_rate', id)
  if (!rate) throw unknownObject('shipping_rate', id, params.name('shipping_rate'))
  return rate
}

function createRate(context: PaymentsContext, params: Params): Stripe.ShippingRate {
  const data = params.object('shipping_rate_data')
  if (!data) throw missing(params.name('shipping_rate_data'))
  const fixed = data.object('fixed_amount')
  if (!fixed) throw missing(data.name('fixed_amount'))
  data.choice('type', ['fixed_amount'])
  const fixedCurrency = currencyOf(fixed)
  return insert(context.store, {
    id: newId('shr_1'),
    object: 'shipping_rate',
    active: true,
    created: seconds(context),
    delivery_estimate: estimateOf(data),
    display_name: data.text('display_name', { max: 100 }),
    fixed_amount: { amount: amountOf(fixed, 'amount', fixedCurrency), currency: fixedCurrency },
    livemode: false,
    metadata: data.metadata(),
    tax_behavior: data.choice('tax_behavior', ['exclusive', 'inclusive', 'unspecified']) ?? 'unspecified',
    tax_code: data.optionalText('tax_code') ?? null,
    type: 'fixed_amount',
  })
}

const units = ['hour', 'day', 'business_day', 'week', 'month'] as const

function estimateOf(data: Params): Stripe.ShippingRate.DeliveryEstimate | null {
  const estimate = data.object('delivery_estimate')
  if (!estimate) return null
  const bound = (name: string) => {
    const given = estimate.object(name)
    return given ? { unit: given.choice('unit', units) ?? 'day', value: given.integer('value', { min: 1 }) } : null
  }
  return { minimum: bound('minimum'), maximum: bound('maximum') }
}

/** The session with this rate chosen and its total counted anew. */
export function withShipping(session: Stripe.Checkout.Session, rate: Stripe.ShippingRate): Stripe.Checkout.Session {
  const amount = rate.fixed_amount?.amount ?? 0
  return {
    ...session,
    amount_total: (session.amount_subtotal ?? 0) + amount,
    shipping_cost: { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: rate.id },
    total_details: { amount_discount: 0, amount_shipping: amount, amount_tax: 0 },
  }
}

/** The rates a shopper can choose from. */
export function ratesOf(context: PaymentsContext, session: Stripe.Checkout.Session): Stripe.ShippingRate[] {
  return session.shipping_options.flatMap((option) => {
    return find(context.store, 'shipping_rate', idOf(option.shipping_rate) ?? '') ?? []
  })
}
