import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { find, insert, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

export function createCustomer(context: PaymentsContext, params: Params): Stripe.Customer {
  return keep(context, { ...blankCustomer(context), ...fieldsOf(params), metadata: params.metadata() })
}

function keep(context: PaymentsContext, customer: Stripe.Customer): Stripe.Customer {
  const kept = insert(context.store, customer)
  emit(context, 'customer.created', kept)
  return kept
}

export function updateCustomer(context: PaymentsContext, id: string, params: Params): Stripe.Customer {
  const customer = getCustomer(context, id)
  const fields = { ...fieldsOf(params), metadata: params.metadata(customer.metadata) }
  const after = update(context.store, { ...customer, ...fields })
  const changed = Object.keys(fields).filter((name) => {
    return JSON.stringify(after[name as keyof typeof fields]) !== JSON.stringify(customer[name as keyof typeof fields])
  })
  if (changed.length > 0) emit(context, 'customer.updated', after, pick(customer, changed))
  return after
}

function pick(object: object, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))
}

/** @throws a 404 `resource_missing` that names `param` */
export function getCustomer(context: PaymentsContext, id: string, param = 'id'): Stripe.Customer {
  const customer = find(context.store, 'customer', id)
  if (!customer) throw unknownObject('customer', id, param)
  return customer
}

/** The customer that a session with `customer_creation: 'always'` makes of who paid. */
export function customerOf(context: PaymentsContext, email: string | null, name: string | null): Stripe.Customer {
  return keep(context, { ...blankCustomer(context), email, name })
}

function blankCustomer(context: PaymentsContext): Stripe.Customer {
  return {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: seconds(context),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function fieldsOf(params: Params): Partial<Stripe.Customer> {
  const fields: Partial<Stripe.Customer> = {}
  const email = params.email('email')
  if (email !== undefined) fields.email = email
  for (const name of ['name', 'phone', 'description'] as const) {
    const value = params.optionalText(name)
    if (value !== undefined) fields[name] = value || null
  }
  const address = params.object('address')
  if (address) fields.address = addressOf(address)
  return fields
}

function addressOf(params: Params): Stripe.Address {
  return {
    city: params.optionalText('city') ?? null,
    country: params.optionalText('country') ?? null,
    line1: params.optionalText('line1') ?? null,
    line2: params.optionalText('line2') ?? null,
    postal_code: params.optionalText('postal_code') ?? null,
    state: params.optionalText('state') ?? null,
  }
}
