import type { DatabaseSync } from 'node:sqlite'
import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { invalid, missing, unknownObject } from '#local/payments/errors.ts'
import { newId } from '#local/payments/ids.ts'
import { type List, listShape } from '#local/payments/lists.ts'
import { isCurrency, stepOf } from '#local/payments/money.ts'
import { hiddenOf, insert } from '#local/payments/objects.ts'
import { Params } from '#local/payments/params.ts'

export const largestAmount = 99_999_999

/** A lower-case ISO 4217 code. Stripe takes upper case too and answers in lower case. */
export function currencyOf(params: Params): string {
  const code = params.text('currency').toLowerCase()
  if (!/^[a-z]{3}$/.test(code) || !isCurrency(code)) {
    throw invalid(params.name('currency'), `Invalid currency: ${code}.`)
  }
  return code
}

/** An amount of the currency that stands beside it, in its minor unit. */
export function amountOf(params: Params, name: string, currency: string): number {
  const amount = params.integer(name, { min: 0, max: largestAmount })
  const step = stepOf(currency)
  if (amount % step === 0) return amount
  const message = `Invalid ${params.name(name)}: an amount in ${currency.toUpperCase()} must be a multiple of ${step}.`
  throw invalid(params.name(name), message, 'parameter_invalid_integer')
}

/** Reads `line_items` with `price_data` and `quantity`, and keeps a price and a product for each. */
export function createLineItems(context: PaymentsContext, params: Params): Stripe.LineItem[] {
  const given = params.objects('line_items')
  if (given.length === 0) throw missing('line_items')
  if (given.length > 100) throw invalid('line_items', 'A session can have up to 100 line items.')
  const items = given.map((one) => createLineItem(context, one))
  const other = items.findIndex((item) => item.currency !== items[0]?.currency)
  if (other > 0) {
    throw invalid(`line_items[${other}][price_data][currency]`, 'All line items must have the same currency.')
  }
  return items
}

function createLineItem(context: PaymentsContext, params: Params): Stripe.LineItem {
  const data = params.object('price_data')
  if (!data) throw missing(params.name('price_data'))
  const quantity = params.integer('quantity', { min: 1, max: 999_999 })
  const currency = currencyOf(data)
  const unitAmount = amountOf(data, 'unit_amount', currency)
  const product = createProduct(context, data)
  const taxBehavior = data.choice('tax_behavior', ['exclusive', 'inclusive', 'unspecified']) ?? 'unspecified'
  const price = createPrice(context, product.id, { currency, unitAmount, taxBehavior })
  const amount = unitAmount * quantity
  return {
    id: newId('li_1'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: product.name,
    metadata: {},
    price,
    quantity,
  }
}

function createProduct(context: PaymentsContext, data: Params): Stripe.Product {
  const given = data.object('product_data')
  if (!given) throw missing(data.name('product_data'))
  const images = given.urls('images')
  if (images.length > 8) throw invalid(given.name('images'), 'A product can have up to 8 images.')
  return insert(context.store, {
    id: newId('prod_', 14),
    object: 'product',
    active: false,
    created: seconds(context),
    // Stripe takes a missing description, not an empty one.
    description: given.has('description') ? given.text('description') : null,
    images,
    livemode: false,
    marketing_features: [],
    metadata: given.metadata(),
    name: given.text('name'),
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: given.optionalText('tax_code') ?? null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: seconds(context),
    url: null,
  })
}

type Priced = { currency: string; unitAmount: number; taxBehavior: 'exclusive' | 'inclusive' | 'unspecified' }

function createPrice(context: PaymentsContext, product: string, priced: Priced): Stripe.Price {
  const { currency, unitAmount, taxBehavior } = priced
  return insert(context.store, {
    id: newId('price_1'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: seconds(context),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unitAmount,
    // Text on the wire; the SDK makes a Decimal of it.
    unit_amount_decimal: String(unitAmount) as unknown as Stripe.Decimal,
  })
}

/** What a session keeps to itself. */
export type SessionSecrets = { items: Stripe.LineItem[]; intent: IntentWish }
export type IntentWish = { metadata: Record<string, string>; description: string | null; receipt_email: string | null }

export function itemsOf(store: DatabaseSync, session: string): Stripe.LineItem[] {
  return hiddenOf<SessionSecrets>(store, session)?.items ?? []
}

/** A page of a session's line items, in their order. Without parameters: the first ten. */
export function lineItemsOf(store: DatabaseSync, session: string, params = new Params({})): List {
  const items = itemsOf(store, session)
  const limit = params.optionalInteger('limit', { min: 1, max: 100 }) ?? 10
  const after = placeOf(items, params, 'starting_after')
  const before = placeOf(items, params, 'ending_before')
  if (after !== undefined && before !== undefined) {
    throw invalid('ending_before', 'You can only use one of starting_after and ending_before.')
  }
  const url = `/v1/checkout/sessions/${session}/line_items`
  if (before !== undefined) return listShape(url, items.slice(Math.max(0, before - limit), before), before > limit)
  const start = after === undefined ? 0 : after + 1
  return listShape(url, items.slice(start, start + limit), items.length > start + limit)
}

function placeOf(items: Stripe.LineItem[], params: Params, name: string): number | undefined {
  const id = params.optionalText(name)
  if (id === undefined) return undefined
  const place = items.findIndex((item) => item.id === id)
  if (place < 0) throw unknownObject('line item', id, name)
  return place
}
