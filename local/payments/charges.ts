import type { Stripe } from 'stripe'
import type { CardFacts } from '#local/payments/cards.ts'
import { type Context, seconds } from '#local/payments/context.ts'
import { newId } from '#local/payments/ids.ts'
import type { Pending } from '#local/payments/intents.ts'
import { idOf, insert } from '#local/payments/objects.ts'

/** The charge that an attempt leaves behind: `succeeded` and captured, or `failed`. */
export function chargeFor(
  context: Context,
  intent: Stripe.PaymentIntent,
  { card, payer }: Pending,
  failure: Stripe.PaymentIntent.LastPaymentError | null,
): Stripe.Charge {
  return insert(context.store, {
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
    outcome: outcomeOf(failure),
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
  })
}

function cardDetails(amount: number, card: CardFacts): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    funding: 'credit',
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}

function outcomeOf(failure: Stripe.PaymentIntent.LastPaymentError | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failure ? 'declined_by_network' : 'approved_by_network',
    reason: failure?.decline_code ?? null,
    risk_level: 'normal',
    risk_score: 5,
    seller_message: failure ? 'The bank did not approve this payment.' : 'Payment complete.',
    type: failure ? 'issuer_declined' : 'authorized',
  }
}
