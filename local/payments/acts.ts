import type { PaymentsContext } from '#local/payments/context.ts'
import { openDispute, settleDispute } from '#local/payments/disputes.ts'
import { type Act, doDue } from '#local/payments/later.ts'
import { failRefund, succeedRefund } from '#local/payments/refunds.ts'
import { expireDue } from '#local/payments/sessions.ts'

const acts: Record<Act, (context: PaymentsContext, id: string) => unknown> = {
  'refund-succeeds': succeedRefund,
  'refund-fails': failRefund,
  'dispute-opens': openDispute,
  'dispute-is-won': (context, id) => settleDispute(context, id, 'won'),
  'dispute-is-lost': (context, id) => settleDispute(context, id, 'lost'),
}

/** Does the work that is due by time: it expires sessions and performs the later actions of banks. */
export function sweep(context: PaymentsContext): void {
  expireDue(context)
  doDue(context, (act, id) => acts[act](context, id))
}
