import type { Stripe } from 'stripe'
import { type Context, seconds } from '#local/payments/context.ts'
import { unknownObject } from '#local/payments/errors.ts'
import { newId } from '#local/payments/ids.ts'
import { find, insert, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

export function createCustomer(context: Context, params: Params): Stripe.Customer {
  return insert(context.store, { ...blankCustomer(context), ...fieldsOf(params), metadata: params.metadata() })
}

export function updateCustomer(context: Context, id: string, params: Params): Stripe.Customer {
  const customer = getCustomer(context, id)
  return update(context.store, { ...customer, ...fieldsOf(params), metadata: params.metadata(customer.metadata) })
}

/** @throws a 404 `resource_missing` that names `param` */
export function getCustomer(context: Context, id: string, param = 'id'): Stripe.Customer {
  const customer = find(context.store, 'customer', id)
  if (!customer) throw unknownObject('customer', id, param)
  return customer
}

/** The customer that a session with `customer_creation: 'always'` makes of who paid. */
export function customerOf(context: Context, email: string | null, name: string | null): Stripe.Customer {
  return insert(context.store, { ...blankCustomer(context), email, name })
}

function blankCustomer(context: Context): Stripe.Customer {
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
    email: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function fieldsOf(params: Params): Partial<Stripe.Customer> {
  const fields: Partial<Stripe.Customer> = {}
  for (const name of ['email', 'name', 'phone', 'description'] as const) {
    const value = params.optionalText(name, { max: name === 'email' ? 512 : 5000 })
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
