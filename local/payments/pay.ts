import type { Stripe } from 'stripe'
import type { CardFacts } from '#local/payments/cards.ts'
import { chargeFor } from '#local/payments/charges.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import { customerOf } from '#local/payments/customers.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { intentFor, type Payer, type Pending } from '#local/payments/intents.ts'
import { planLater } from '#local/payments/later.ts'
import { find, hiddenOf, hide, idOf, transact, update } from '#local/payments/objects.ts'
import { findSession } from '#local/payments/sessions.ts'
import type { Decline } from '#local/payments/test-cards.ts'

type Session = Stripe.Checkout.Session
type Failure = Stripe.PaymentIntent.LastPaymentError
type Asked = { session: Session; intent: Stripe.PaymentIntent }

const authenticationFailed: Failure = {
  code: 'payment_intent_authentication_failure',
  message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  payment_method_type: 'card',
  type: 'invalid_request_error',
}

/** Tries to pay an open session. Anything but an open one is left as it is, so a second submit charges nothing. */
export function pay(context: PaymentsContext, sessionId: string, card: CardFacts, payer: Payer): Session | undefined {
  return transact(context.store, () => {
    const session = findSession(context, sessionId)
    if (session?.status !== 'open') return session
    const intent = { ...intentFor(context, session, payer), payment_method: newId('pm_1'), last_payment_error: null }
    const asked = update(context.store, { ...session, payment_intent: intent.id })
    hide(context.store, intent.id, { card, payer } satisfies Pending)
    const { outcome } = card
    if (outcome.kind === 'authenticates') return authenticate(context, { session: asked, intent })
    if (outcome.kind === 'pays') return succeed(context, { session: asked, intent }, { card, payer })
    return fail(context, { session: asked, intent }, { card, payer }, failureOf(outcome))
  })
}

function failureOf({ code, declineCode, message }: Decline): Failure {
  return { code, decline_code: declineCode, message, payment_method_type: 'card', type: 'card_error' }
}

/** The shopper's answer to the bank. It counts only while the intent waits for it. */
export function answerBank(context: PaymentsContext, sessionId: string, complete: boolean): Session | undefined {
  return transact(context.store, () => {
    const session = findSession(context, sessionId)
    const intent = session && intentOf(context, session)
    if (session?.status !== 'open' || intent?.status !== 'requires_action') return session
    const pending = hiddenOf<Pending>(context.store, intent.id)
    if (!pending) return session
    if (!complete) return fail(context, { session, intent }, null, authenticationFailed)
    const { outcome } = pending.card
    const refused = outcome.kind === 'authenticates' ? outcome.then : undefined
    if (refused) return fail(context, { session, intent }, pending, failureOf(refused))
    return succeed(context, { session, intent }, pending)
  })
}

export function intentOf(context: PaymentsContext, session: Session): Stripe.PaymentIntent | undefined {
  return find(context.store, 'payment_intent', idOf(session.payment_intent) ?? '')
}

function authenticate(context: PaymentsContext, { session, intent }: Asked): Session {
  const url = `${context.origin}/c/pay/${session.id}/authenticate`
  const next = { type: 'redirect_to_url', redirect_to_url: { return_url: session.url, url } }
  const waiting = update(context.store, { ...intent, status: 'requires_action', next_action: next })
  emit(context, 'payment_intent.requires_action', waiting)
  return session
}

function succeed(context: PaymentsContext, { session, intent }: Asked, attempt: Pending): Session {
  const customer = customerFor(context, session, attempt.payer)
  const charge = chargeFor(context, { ...intent, customer }, attempt, null)
  emit(context, 'charge.succeeded', charge)
  if (attempt.card.effects.dispute) planLater(context, 'dispute-opens', charge.id)
  const paid = { status: 'succeeded', amount_received: intent.amount, latest_charge: charge.id } as const
  const ended = update(context.store, { ...intent, ...paid, customer, next_action: null, last_payment_error: null })
  emit(context, 'payment_intent.succeeded', ended)
  const completed = update(context.store, {
    ...session,
    collected_information: { business_name: null, individual_name: null, shipping_details: attempt.payer.shipping },
    customer,
    customer_details: detailsOf(attempt.payer),
    payment_status: 'paid',
    status: 'complete',
    url: null,
  })
  emit(context, 'checkout.session.completed', completed)
  return completed
}

function fail(
  context: PaymentsContext,
  { session, intent }: Asked,
  attempt: Pending | null,
  failure: Failure,
): Session {
  // The bank never saw a payment that was not authenticated, so that one leaves no charge.
  const charge = attempt && chargeFor(context, intent, attempt, failure)
  if (charge) emit(context, 'charge.failed', charge)
  const failed = update(context.store, {
    ...intent,
    status: 'requires_payment_method',
    last_payment_error: { ...failure, ...(charge ? { charge: charge.id } : {}) },
    latest_charge: charge?.id ?? idOf(intent.latest_charge),
    next_action: null,
    payment_method: null,
  })
  emit(context, 'payment_intent.payment_failed', failed)
  return session
}

function customerFor(context: PaymentsContext, session: Session, payer: Payer): string | null {
  if (session.customer_creation !== 'always') return idOf(session.customer)
  return customerOf(context, payer.email, payer.nameOnCard).id
}

function detailsOf(payer: Payer): Session['customer_details'] {
  return {
    address: payer.shipping?.address ?? null,
    business_name: null,
    email: payer.email,
    individual_name: null,
    name: payer.nameOnCard,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  }
}
