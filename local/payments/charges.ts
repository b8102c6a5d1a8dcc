import { createHash } from 'node:crypto'
import type { Stripe } from 'stripe'
import type { CardFacts } from '#local/payments/cards.ts'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { newId } from '#local/payments/ids.ts'
import type { Pending } from '#local/payments/intents.ts'
import { idOf, insert } from '#local/payments/objects.ts'
import type { Effects } from '#local/payments/test-cards.ts'

/** The hidden data of a charge: the later effects of its card. */
export type ChargeSecrets = { effects: Effects }

/** The charge of an attempt to pay: `succeeded` and captured, or `failed`. */
export function chargeFor(
  context: PaymentsContext,
  intent: Stripe.PaymentIntent,
  { card, payer }: Pending,
  failure: Stripe.PaymentIntent.LastPaymentError | null,
): Stripe.Charge {
  const charge: Stripe.Charge = {
    id: newId('ch_3'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: failure ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: failure ? null : newId('txn_3'),
    billing_details: {
      address: payer.shipping?.address ?? null,
      email: payer.email,
      name: payer.nameOnCard,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: context.shopName.toUpperCase(),
    captured: !failure,
    created: seconds(context),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(card, failure),
    paid: !failure,
    payment_intent: intent.id,
    payment_method: idOf(intent.payment_method),
    payment_method_details: { type: 'card', card: cardDetails(intent.amount, card) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
  return insert(context.store, charge, { effects: card.effects } satisfies ChargeSecrets)
}

function cardDetails(amount: number, card: CardFacts): Stripe.Charge.PaymentMethodDetails.Card {
  const failed = (check: NonNullable<Effects['failedChecks']>[number]) => card.effects.failedChecks?.includes(check)
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: card.brand,
    checks: {
      address_line1_check: failed('line1') ? 'fail' : null,
      address_postal_code_check: failed('postalCode') ? 'fail' : null,
      cvc_check: failed('cvc') ? 'fail' : 'pass',
    },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    extended_authorization: { status: 'disabled' },
    fingerprint: fingerprintOf(card),
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}

// Equal for all payments with one card, as far as that can be known without its number.
function fingerprintOf({ brand, last4, expMonth, expYear }: CardFacts): string {
  return createHash('sha256').update(`${brand} ${last4} ${expMonth} ${expYear}`).digest('base64url').slice(0, 16)
}

const scores = { normal: 5, elevated: 68, highest: 92 }

function outcomeOf(
  { effects }: CardFacts,
  failure: Stripe.PaymentIntent.LastPaymentError | null,
): Stripe.Charge.Outcome {
  const risk = effects.risk ?? 'normal'
  const common = { advice_code: null, network_advice_code: null, network_decline_code: null }
  const judged = { ...common, risk_level: risk, risk_score: scores[risk] }
  if (failure && risk === 'highest') {
    const rule = { rule: 'block_if_high_risk', reason: 'highest_risk_level', type: 'blocked' }
    const message = 'Stripe blocked this payment as too risky.'
    return { ...judged, ...rule, network_status: 'not_sent_to_network', seller_message: message }
  }
  if (failure) {
    const message = 'The bank did not approve this payment.'
    const reason = failure.decline_code ?? null
    return {
      ...judged,
      network_status: 'declined_by_network',
      reason,
      seller_message: message,
      type: 'issuer_declined',
    }
  }
  const [reason, type] = risk === 'elevated' ? ['elevated_risk_level', 'manual_review'] : [null, 'authorized']
  const message = 'Payment complete.'
  return { ...judged, network_status: 'approved_by_network', reason, seller_message: message, type }
}
