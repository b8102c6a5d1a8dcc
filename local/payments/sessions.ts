import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { getCustomer } from '#local/payments/customers.ts'
import { invalid, Refusal, unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { createLineItems } from '#local/payments/line-items.ts'
import { find, idOf, insert, transact, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'
import {
  checkMode,
  checkTotal,
  countriesOf,
  expiryOf,
  intentWishOf,
  localeOf,
  methodsOf,
  requiredUrl,
} from '#local/payments/session-params.ts'
import { blankSession } from '#local/payments/session-shape.ts'
import { createShippingOptions, withShipping } from '#local/payments/shipping.ts'

type Session = Stripe.Checkout.Session

export function createSession(context: PaymentsContext, params: Params): Session {
  checkMode(params)
  const items = createLineItems(context, params)
  const currency = items[0]?.currency ?? ''
  const rates = createShippingOptions(context, params, currency)
  const id = newId('cs_test_a1', 56)
  const customer = params.optionalText('customer')
  const session: Session = {
    ...blankSession(id, seconds(context)),
    amount_subtotal: items.reduce((sum, item) => sum + item.amount_subtotal, 0),
    amount_total: items.reduce((sum, item) => sum + item.amount_total, 0),
    cancel_url: params.url('cancel_url') ?? null,
    client_reference_id: params.optionalText('client_reference_id', { max: 200 }) ?? null,
    currency,
    customer: customer === undefined ? null : getCustomer(context, customer, 'customer').id,
    customer_creation: customer
      ? null
      : (params.choice('customer_creation', ['always', 'if_required']) ?? 'if_required'),
    customer_email: params.email('customer_email') ?? null,
    expires_at: expiryOf(context, params),
    locale: localeOf(params),
    metadata: params.metadata(),
    ...methodsOf(params, context.version),
    shipping_address_collection: countriesOf(params),
    shipping_options: rates.map((rate) => ({
      shipping_amount: rate.fixed_amount?.amount ?? 0,
      shipping_rate: rate.id,
    })),
    submit_type: params.choice('submit_type', ['auto', 'pay'], ['book', 'donate', 'subscribe']) ?? null,
    success_url: requiredUrl(params, 'success_url'),
    url: `${context.origin}/c/pay/${id}`,
  }
  const intent = intentWishOf(params)
  if (customer && session.customer_email) {
    throw invalid('customer_email', 'You may only specify one of these parameters: customer, customer_email.')
  }
  const complete = rates[0] ? withShipping(session, rates[0]) : session
  checkTotal(complete)
  return insert(context.store, complete, { items, intent })
}

/** @throws a 404 `resource_missing` */
export function getSession(context: PaymentsContext, id: string): Session {
  const session = findSession(context, id)
  if (!session) throw unknownObject('checkout.session', id, 'session')
  return session
}

/** The session as it is now: one whose time is over expires here, even before the next sweep. */
export function findSession(context: PaymentsContext, id: string): Session | undefined {
  const session = find(context.store, 'checkout.session', id)
  const over = session?.status === 'open' && session.expires_at <= seconds(context)
  return session && over ? expire(context, session) : session
}

export function expireSession(context: PaymentsContext, id: string): Session {
  const session = getSession(context, id)
  if (session.status === 'open') return expire(context, session)
  const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`
  throw new Refusal(400, message)
}

/** Expires every open session whose time is over. */
export function expireDue(context: PaymentsContext): void {
  const rows = context.store
    .prepare(
      `select id from objects where kind = 'checkout.session' and json_extract(body, '$.status') = 'open'
       and json_extract(body, '$.expires_at') <= ?`,
    )
    .all(seconds(context))
  for (const row of rows) findSession(context, String(row.id))
}

function expire(context: PaymentsContext, session: Session): Session {
  return transact(context.store, () => {
    const expired = update(context.store, { ...session, status: 'expired', url: null })
    cancelIntent(context, idOf(session.payment_intent))
    emit(context, 'checkout.session.expired', expired)
    return expired
  })
}

function cancelIntent(context: PaymentsContext, id: string | null): void {
  const intent = id && find(context.store, 'payment_intent', id)
  if (!intent || intent.status === 'succeeded') return
  const ended = { status: 'canceled', canceled_at: seconds(context), cancellation_reason: 'automatic' } as const
  emit(context, 'payment_intent.canceled', update(context.store, { ...intent, ...ended, next_action: null }))
}
