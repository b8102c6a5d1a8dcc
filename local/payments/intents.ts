import type { Stripe } from 'stripe'
import type { CardFacts } from '#local/payments/cards.ts'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import type { SessionSecrets } from '#local/payments/line-items.ts'
import { find, hiddenOf, idOf, insert } from '#local/payments/objects.ts'

/** The values of the shopper's form, without the card's number and security code. */
export type Payer = {
  email: string
  nameOnCard: string
  shipping: { name: string; address: Stripe.Address } | null
}

/** The data of an attempt to pay; the intent keeps it while the bank authenticates the shopper. */
export type Pending = { card: CardFacts; payer: Payer }

/** @throws a 404 `resource_missing` */
export function getIntent(context: PaymentsContext, id: string, param = 'intent'): Stripe.PaymentIntent {
  const intent = find(context.store, 'payment_intent', id)
  if (!intent) throw unknownObject('payment_intent', id, param)
  return intent
}

/**
 * The one intent of a session. It is made at the first attempt to pay and used again at the next, with the
 * amount that the session asks for now: https://docs.stripe.com/api/checkout/sessions/object (payment_intent)
 */
export function intentFor(
  context: PaymentsContext,
  session: Stripe.Checkout.Session,
  payer: Payer,
): Stripe.PaymentIntent {
  const existing = find(context.store, 'payment_intent', idOf(session.payment_intent) ?? '')
  const amount = session.amount_total ?? 0
  const shipping = payer.shipping && { ...payer.shipping, carrier: null, phone: null, tracking_number: null }
  if (existing) return { ...existing, amount, shipping }
  const intent = insert(context.store, { ...blankIntent(context, session), amount, shipping })
  emit(context, 'payment_intent.created', intent)
  return intent
}

function blankIntent(context: PaymentsContext, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const wish = hiddenOf<SessionSecrets>(context.store, session.id)?.intent
  const id = newId('pi_3')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newId('', 25)}`,
    confirmation_method: 'automatic',
    created: seconds(context),
    currency: session.currency ?? '',
    customer: idOf(session.customer),
    customer_account: null,
    description: wish?.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: wish?.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: wish?.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}
