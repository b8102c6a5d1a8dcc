import { Badge, StateBadge } from '#components/admin/badge.tsx'
import { Moment } from '#components/admin/time.tsx'
import { OrderTotals } from '#components/ui/totals.tsx'
import { formatMoney } from '#lib/money.ts'
import type { AdminLine, AdminOrder, Refund } from '#shop/orders/admin-types.ts'

/** The lines of an order, and what of them was refunded. */
export function OrderGoods({ order }: { order: AdminOrder }) {
  return (
    <section aria-labelledby="order-goods">
      <h2 id="order-goods" className="pb-3">
        Lamps
      </h2>
      <ul className="pb-3">
        {order.lines.map((line) => (
          <li key={line.variantId} className="flex justify-between gap-4 border-line border-t py-2.5">
            <span>
              {line.quantity} × {line.name}, {line.finish}
              <span className="block text-quiet text-small tabular-nums">
                <code>{line.sku}</code>, {formatMoney(line.unitPrice)} each{describeRefunded(line)}
              </span>
            </span>
            <span className="tabular-nums">{formatMoney(line.total)}</span>
          </li>
        ))}
      </ul>
      <OrderTotals order={order} />
    </section>
  )
}

function describeRefunded({ quantity, refundable }: AdminLine): string {
  return refundable < quantity ? `; ${quantity - refundable} refunded` : ''
}

const kinds = {
  capture: 'Paid',
  refund: 'Refunded',
  refund_failed: 'Refund returned by the bank',
  dispute: 'Dispute lost',
}
const outgoing = new Set(['refund', 'dispute'])

/** Every payment and refund, with its id at Stripe. */
export function OrderLedger({ order }: { order: AdminOrder }) {
  return (
    <section aria-labelledby="order-ledger">
      <h2 id="order-ledger" className="pb-3">
        Money
      </h2>
      {order.ledger.length === 0 && <p className="text-quiet">No payments yet.</p>}
      <ul>
        {order.ledger.map((entry) => (
          <li
            key={`${entry.kind} ${entry.stripeId}`}
            className="flex justify-between gap-4 border-line border-t py-2.5"
          >
            <span>
              {kinds[entry.kind]} <code className="break-all text-small">{entry.stripeId}</code>
              <span className="block text-quiet text-small">
                <Moment at={entry.at} />
              </span>
            </span>
            <span className="tabular-nums">
              {outgoing.has(entry.kind) && '−'}
              {formatMoney(entry.amount)}
            </span>
          </li>
        ))}
      </ul>
      {order.ledger.length > 0 && (
        <p className="flex justify-between border-line border-t pt-3 font-strong">
          {isOwed(order) ? 'Owed to the shopper' : 'Left to refund'}{' '}
          <span className="tabular-nums">{[order.left, ...order.leftElsewhere].map(formatMoney).join(' and ')}</span>
        </p>
      )}
    </section>
  )
}

/** True when the order will not be sent and the shop still has its money. */
function isOwed({ status, left, leftElsewhere }: AdminOrder): boolean {
  return (status === 'refunded' || status === 'cancelled') && (left.amount > 0 || leftElsewhere.length > 0)
}

/** Stands for free text, which may hold personal data. */
const hidden = <span className="text-quiet">Reason hidden from viewers</span>

/** The shopper's return request with its reason. */
export function OrderReturn({ returnRequest }: Pick<AdminOrder, 'returnRequest'>) {
  if (!returnRequest) return null
  return (
    <section aria-labelledby="order-return">
      <h2 id="order-return" className="pb-3">
        Return
      </h2>
      <p className="border-line border-t py-2.5 wrap-anywhere">
        {returnRequest.reason === null ? hidden : returnRequest.reason || 'No reason given.'}
        <span className="block text-quiet text-small">
          Requested by the shopper, <Moment at={returnRequest.at} />. Refund it when the parcel has arrived.
        </span>
      </p>
    </section>
  )
}

/** The refunds of an order with their status. */
export function OrderRefunds({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null
  return (
    <section aria-labelledby="order-refunds">
      <h2 id="order-refunds" className="pb-3">
        Refunds
      </h2>
      <ul aria-live="polite">
        {refunds.map((refund) => (
          <li key={refund.id} className="border-line border-t py-2.5">
            <span className="flex justify-between gap-4">
              <StateBadge of="refund" state={refund.status} />
              <span className="tabular-nums">{formatMoney(refund.amount)}</span>
            </span>
            {refund.reason ?? hidden}
            {refund.error && <span className="block text-wrong">{refund.error}</span>}
            <span className="block text-quiet text-small">
              {refund.requestedBy ?? 'Automatic'}, <Moment at={refund.at} />
              {refund.returnsStock && ', returns to stock'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The disputes of an order: a bank asks for the payment back. */
export function OrderDisputes({ disputes }: Pick<AdminOrder, 'disputes'>) {
  if (disputes.length === 0) return null
  return (
    <section aria-labelledby="order-disputes">
      <h2 id="order-disputes" className="pb-3">
        Disputes
      </h2>
      <ul>
        {disputes.map((dispute) => (
          <li key={dispute.id} className="border-line border-t py-2.5">
            <span className="flex justify-between gap-4">
              <Badge tone={dispute.isOpen ? 'wrong' : 'idle'}>{dispute.status.replaceAll('_', ' ')}</Badge>
              <span className="tabular-nums">{formatMoney(dispute.amount)}</span>
            </span>
            {dispute.reason.replaceAll('_', ' ')} <code className="break-all text-small">{dispute.id}</code>
            <span className="block text-quiet text-small">
              <Moment at={dispute.at} />
              {dispute.isOpen && dispute.dueAt && (
                <>
                  , respond at Stripe by <Moment at={dispute.dueAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
