import type { Stripe } from 'stripe'
import type { ChargeSecrets } from '#local/payments/charges.ts'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { notServed, Refusal, unknownObject } from '#local/payments/errors.ts'
import { emit } from '#local/payments/events.ts'
import { newId } from '#local/payments/ids.ts'
import { forget, planLater } from '#local/payments/later.ts'
import { find, hiddenOf, idOf, insert, list, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'

type Dispute = Stripe.Dispute
type Outcome = 'won' | 'lost'

const day = 86_400
// https://docs.stripe.com/disputes/responding: most networks give 7 to 21 days.
const timeToAnswer = 9 * day
const reasonCodes: Record<string, string> = { fraudulent: '10.4', product_not_received: '13.1' }

/** Opens a dispute: the bank withdraws the payment, or only asks about it (an inquiry). Here a charge has one dispute at most. */
export function openDispute(context: PaymentsContext, chargeId: string): void {
  const charge = find(context.store, 'charge', chargeId)
  if (!charge?.captured || charge.disputed) return
  const kind = hiddenOf<ChargeSecrets>(context.store, chargeId)?.effects.dispute ?? 'fraudulent'
  const inquiry = kind === 'inquiry'
  update(context.store, { ...charge, disputed: true })
  const dispute = insert(context.store, {
    ...blankDispute(context, charge, kind === 'product_not_received' ? kind : 'fraudulent'),
    is_charge_refundable: inquiry,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  })
  emit(context, 'charge.dispute.created', dispute)
  if (!inquiry) emit(context, 'charge.dispute.funds_withdrawn', dispute)
}

/** True while the bank has a charge's money, or keeps it for good. */
export function isChargedBack(context: PaymentsContext, charge: Stripe.Charge): boolean {
  const held = ['needs_response', 'under_review', 'lost']
  return (
    charge.disputed &&
    list(context.store, 'dispute').some((one) => {
      return one.charge === charge.id && held.includes(one.status)
    })
  )
}

/** Evidence, and whether the bank gets it now: https://docs.stripe.com/api/disputes/update */
export function updateDispute(context: PaymentsContext, id: string, params: Params): Dispute {
  const dispute = getDispute(context, id)
  const given = params.object('evidence')
  const metadata = params.metadata(dispute.metadata)
  const submits = params.optionalBoolean('submit') ?? true
  if (!given) return told(context, update(context.store, { ...dispute, metadata }), { metadata: dispute.metadata })
  if (!isOpen(dispute)) throw closed(dispute)
  const evidence = { ...dispute.evidence, ...evidenceOf(given) }
  const details = dispute.evidence_details
  const after = update(context.store, {
    ...dispute,
    evidence,
    metadata,
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: details.submission_count + (submits ? 1 : 0),
      submission_method: submits ? 'manual' : details.submission_method,
    },
    status: submits ? reviewed(dispute) : dispute.status,
  })
  if (submits) planVerdict(context, after)
  return told(context, after, { evidence: dispute.evidence, status: dispute.status })
}

/** Closes a dispute for the shop, which loses it. */
export function closeDispute(context: PaymentsContext, id: string): Dispute {
  const dispute = getDispute(context, id)
  if (!isOpen(dispute)) throw closed(dispute)
  return settleDispute(context, id, 'lost')
}

/** Decides a dispute. An inquiry is closed with either outcome. */
export function settleDispute(context: PaymentsContext, id: string, outcome: Outcome): Dispute {
  const dispute = getDispute(context, id)
  forget(context, id)
  if (['won', 'lost', 'warning_closed'].includes(dispute.status)) return dispute
  const inquiry = dispute.status.startsWith('warning_')
  const status = inquiry ? 'warning_closed' : outcome
  const after = update(context.store, { ...dispute, is_charge_refundable: inquiry || outcome === 'won', status })
  if (status === 'won') emit(context, 'charge.dispute.funds_reinstated', after)
  emit(context, 'charge.dispute.closed', after, { status: dispute.status })
  return after
}

/** @throws a 404 `resource_missing` */
export function getDispute(context: PaymentsContext, id: string): Dispute {
  const dispute = find(context.store, 'dispute', id)
  if (!dispute) throw unknownObject('dispute', id)
  return dispute
}

function told(context: PaymentsContext, dispute: Dispute, before: Record<string, unknown>): Dispute {
  emit(context, 'charge.dispute.updated', dispute, before)
  return dispute
}

const isOpen = (dispute: Dispute) => dispute.status.endsWith('needs_response')
const reviewed = (dispute: Dispute) => (dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review')

function closed(dispute: Dispute): Refusal {
  return new Refusal(400, `This dispute is already closed, or its evidence was submitted (status: ${dispute.status}).`)
}

// https://docs.stripe.com/testing#disputes: these words, sent as evidence, decide a dispute in a sandbox.
function planVerdict(context: PaymentsContext, dispute: Dispute): void {
  const words = dispute.evidence.uncategorized_text
  if (words === 'winning_evidence') planLater(context, 'dispute-is-won', dispute.id)
  if (words === 'losing_evidence') planLater(context, 'dispute-is-lost', dispute.id)
  if (words === 'escalate_inquiry_evidence')
    throw notServed('An inquiry that escalates', 'evidence[uncategorized_text]')
}

const texts = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const
// Evidence that is a file: its ids come from an API that is not served.
const files = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const

function evidenceOf(params: Params): Partial<Dispute['evidence']> {
  const given = texts.map((name) => [name, params.optionalText(name, { max: 20_000 })] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== undefined).map(([name, text]) => [name, text || null]))
}

function blankDispute(context: PaymentsContext, charge: Stripe.Charge, reason: string): Omit<Dispute, 'status'> {
  const evidence = Object.fromEntries([...texts, ...files].map((name) => [name, null]))
  const code = reasonCodes[reason] ?? null
  return {
    id: newId('du_1'),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: seconds(context),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...evidence, enhanced_evidence: {} } as Dispute['evidence'],
    evidence_details: {
      due_by: seconds(context) + timeToAnswer,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: code,
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: 'chargeback',
        network_reason_code: code,
      },
    } as Stripe.Dispute.PaymentMethodDetails,
    reason,
  }
}
