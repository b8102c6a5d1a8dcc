import type { Stripe } from 'stripe'
import { type Context, seconds } from '#local/payments/context.ts'
import { invalid, Refusal, unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { getIntent } from '#local/payments/intents.ts'
import { formatMoney } from '#local/payments/money.ts'
import { find, idOf, insert, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

/**
 * Gives money back: all that is left of a charge, or `amount`. The caller holds a write transaction, so the sum of
 * all refunds stays within what was captured, however many come at once.
 */
export function createRefund(context: Context, params: Params): Stripe.Refund {
  const charge = chargeOf(context, params)
  const left = charge.amount_captured - charge.amount_refunded
  const amount = params.optionalInteger('amount', { min: 1 }) ?? left
  if (left === 0) {
    throw new Refusal(400, `Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  if (amount > left) throw tooMuch(charge, amount, left)
  const refund = insert(context.store, {
    id: newId('re_3'),
    object: 'refund',
    amount,
    balance_transaction: newId('txn_3'),
    charge: charge.id,
    created: seconds(context),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: {
      type: 'card',
      card: { type: 'refund', reference_status: 'pending', reference_type: 'acquirer_reference_number' },
    },
    metadata: params.metadata(),
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: params.choice('reason', ['duplicate', 'fraudulent', 'requested_by_customer']) ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund)
  emit(context, 'refund.created', refund)
  const refunded = charge.amount_refunded + amount
  const after = update(context.store, { ...charge, amount_refunded: refunded, refunded: amount === left })
  const before = { amount_refunded: charge.amount_refunded, ...(after.refunded ? { refunded: false } : {}) }
  emit(context, 'charge.refunded', after, before)
  return refund
}

/** @throws a 404 `resource_missing` */
export function getRefund(context: Context, id: string): Stripe.Refund {
  const refund = find(context.store, 'refund', id)
  if (!refund) throw unknownObject('refund', id)
  return refund
}

/** @throws a 404 `resource_missing` */
export function getCharge(context: Context, id: string, param = 'charge'): Stripe.Charge {
  const charge = find(context.store, 'charge', id)
  if (!charge) throw unknownObject('charge', id, param)
  return charge
}

function chargeOf(context: Context, params: Params): Stripe.Charge {
  const chargeId = params.optionalText('charge')
  const intentId = params.optionalText('payment_intent')
  if (chargeId === undefined && intentId === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.'
    throw new Refusal(400, message, { code: 'parameter_missing', param: 'payment_intent' })
  }
  const intent = intentId === undefined ? undefined : getIntent(context, intentId, 'payment_intent')
  const id = chargeId ?? idOf(intent?.latest_charge)
  const charge = id === null ? undefined : getCharge(context, id)
  if (charge && intent && charge.payment_intent !== intent.id) {
    throw invalid('charge', `Charge ${charge.id} does not belong to PaymentIntent ${intent.id}.`)
  }
  if (charge?.captured) return charge
  const owner = intent ? `PaymentIntent (${intent.id})` : `charge (${chargeId})`
  throw new Refusal(400, `This ${owner} does not have a successful charge to refund.`, { param: 'payment_intent' })
}

function tooMuch(charge: Stripe.Charge, amount: number, left: number): Refusal {
  const what = left === charge.amount_captured ? 'charge amount' : 'unrefunded amount on charge'
  const message = `Refund amount (${formatMoney(amount, charge.currency)}) is greater than ${what} (${formatMoney(left, charge.currency)})`
  return new Refusal(400, message, { param: 'amount' })
}
