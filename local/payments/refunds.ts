import type { Stripe } from 'stripe'
import type { ChargeSecrets } from '#local/payments/charges.ts'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { isChargedBack } from '#local/payments/disputes.ts'
import { invalid, Refusal, unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { getIntent } from '#local/payments/intents.ts'
import { forget, planLater } from '#local/payments/later.ts'
import { formatMoney } from '#local/payments/money.ts'
import { find, hiddenOf, idOf, insert, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

/** The parameters of a refund; without an amount it refunds the rest of the charge. */
type Wish = { amount?: number | undefined; reason: Stripe.Refund.Reason | null; metadata: Record<string, string> }

/** Creates a refund for the API. The charge is given by its own id or by its intent. */
export function createRefund(context: PaymentsContext, params: Params): Stripe.Refund {
  const charge = chargeOf(context, params)
  const amount = params.optionalInteger('amount', { min: 1 })
  const reason = params.choice('reason', ['duplicate', 'fraudulent', 'requested_by_customer']) ?? null
  return refundCharge(context, charge, { amount, reason, metadata: params.metadata() })
}

/**
 * Refunds a charge. The caller holds a write transaction, so simultaneous refunds never exceed the captured amount.
 */
export function refundCharge(context: PaymentsContext, charge: Stripe.Charge, wish: Wish): Stripe.Refund {
  const left = charge.amount_captured - charge.amount_refunded
  const amount = wish.amount ?? left
  if (left === 0) {
    throw new Refusal(400, `Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  if (isChargedBack(context, charge)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    throw new Refusal(400, message, { code: 'charge_disputed' })
  }
  if (amount > left) throw tooMuch(charge, amount, left)
  const { effects } = hiddenOf<ChargeSecrets>(context.store, charge.id) ?? { effects: {} }
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
    metadata: wish.metadata,
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    ...(effects.refund === 'waits' ? { pending_reason: 'processing' as const } : {}),
    reason: wish.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: effects.refund === 'waits' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund)
  if (effects.refund) planLater(context, effects.refund === 'waits' ? 'refund-succeeds' : 'refund-fails', refund.id)
  emit(context, 'refund.created', refund)
  const refunded = charge.amount_refunded + amount
  const after = update(context.store, { ...charge, amount_refunded: refunded, refunded: amount === left })
  const before = { amount_refunded: charge.amount_refunded, ...(after.refunded ? { refunded: false } : {}) }
  emit(context, 'charge.refunded', after, before)
  return refund
}

/** Completes a pending refund. */
export function succeedRefund(context: PaymentsContext, id: string): void {
  const refund = getRefund(context, id)
  forget(context, id)
  if (refund.status !== 'pending') return
  const { pending_reason: _, ...rest } = refund
  tell(context, update(context.store, { ...rest, status: 'succeeded' }), { status: 'pending' })
}

/**
 * A bank sends a refund back, also one that had succeeded: https://docs.stripe.com/refunds#failed-refunds
 * The amount is the charge's again, so that it can be refunded once more.
 */
export function failRefund(context: PaymentsContext, id: string): void {
  const refund = getRefund(context, id)
  forget(context, id)
  if (refund.status !== 'pending' && refund.status !== 'succeeded') return
  const charge = getCharge(context, String(refund.charge))
  update(context.store, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false })
  const { pending_reason: _, ...rest } = refund
  const failed = update(context.store, {
    ...rest,
    failure_balance_transaction: newId('txn_3'),
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  })
  emit(context, 'refund.failed', failed)
  tell(context, failed, { status: refund.status })
}

export function updateRefund(context: PaymentsContext, id: string, params: Params): Stripe.Refund {
  const refund = getRefund(context, id)
  const after = update(context.store, { ...refund, metadata: params.metadata(refund.metadata ?? {}) })
  tell(context, after, { metadata: refund.metadata })
  return after
}

function tell(context: PaymentsContext, refund: Stripe.Refund, before: Record<string, unknown>): void {
  emit(context, 'refund.updated', refund, before)
  emit(context, 'charge.refund.updated', refund, before)
}

/** @throws a 404 `resource_missing` */
export function getRefund(context: PaymentsContext, id: string): Stripe.Refund {
  const refund = find(context.store, 'refund', id)
  if (!refund) throw unknownObject('refund', id)
  return refund
}

/** @throws a 404 `resource_missing` */
export function getCharge(context: PaymentsContext, id: string, param = 'charge'): Stripe.Charge {
  const charge = find(context.store, 'charge', id)
  if (!charge) throw unknownObject('charge', id, param)
  return charge
}

function chargeOf(context: PaymentsContext, params: Params): Stripe.Charge {
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
