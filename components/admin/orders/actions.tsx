'use client'

import { useState } from 'react'
import { OrderRefundForm } from '#components/admin/orders/refund-form.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action } from '#components/ui/use-action.ts'
import { formatMoney } from '#lib/money.ts'
import type { AdminOrder } from '#shop/orders/admin-types.ts'

type Props = {
  order: AdminOrder
  refundId: string
  mayEdit: boolean
  actions: Readonly<{ pack: Action; ship: Action; refund: Action; cancel: Action; resend: Action; settle: Action }>
}

/** The actions that staff can take on an order in its current status. */
export function OrderActions({ order, refundId, mayEdit, actions }: Props) {
  const { status, isGenerated } = order
  const panel = { values: { orderId: order.id }, disabled: !mayEdit }
  const inHouse = status === 'paid' || status === 'packed'
  const anyLeft = !isGenerated && (order.left.amount > 0 || order.leftElsewhere.length > 0)
  return (
    <section aria-labelledby="order-actions">
      <h2 id="order-actions" className="pb-4">
        Actions
      </h2>
      {isGenerated && (
        <p className="pb-4 text-quiet">
          This order was generated with the demo. It can be looked at, but nothing can be refunded, packed or mailed.
        </p>
      )}
      {!mayEdit && <p className="pb-4 text-quiet">Read-only: viewers cannot change orders.</p>}
      <div className="flex flex-wrap items-start gap-4">
        {order.needsAttention && <ActionPanel name="Resolve" action={actions.settle} {...panel} />}
        {status === 'paid' && anyLeft && <ActionPanel name="Mark packed" action={actions.pack} {...panel} />}
        {inHouse && anyLeft && <ShipForm action={actions.ship} {...panel} />}
        {anyLeft && (
          <OrderRefundForm
            action={actions.refund}
            refundId={refundId}
            left={order.left}
            lines={order.lines}
            inHouse={inHouse}
            {...panel}
          />
        )}
        {inHouse && anyLeft && <CancelForm action={actions.cancel} order={order} refundId={refundId} {...panel} />}
        {order.email && !isGenerated && (
          <ActionPanel name="Send the receipt again" action={actions.resend} {...panel} />
        )}
        {!anyLeft && !order.email && <p className="text-quiet">No actions: this order has not been paid.</p>}
      </div>
    </section>
  )
}

type FormProps = { action: Action; values: Readonly<Record<string, string>>; disabled: boolean }

function ShipForm(panel: FormProps) {
  return (
    <ActionPanel name="Mark shipped" {...panel}>
      {(state) => (
        <Field
          id="tracking-number"
          name="trackingNumber"
          label="Tracking number"
          hint="4 to 40 letters, digits, spaces or hyphens."
          autoComplete="off"
          defaultValue={state?.ok === false ? (state.values?.trackingNumber ?? '') : ''}
          error={state?.ok === false ? state.fields?.trackingNumber : undefined}
        />
      )}
    </ActionPanel>
  )
}

function CancelForm({ order, refundId, ...panel }: FormProps & { order: AdminOrder; refundId: string }) {
  // The id stays the same while the page is open, so that pressing twice makes one cancellation.
  const [id] = useState(refundId)
  const lamps = order.lines.reduce((sum, line) => sum + line.refundable, 0)
  return (
    <ActionPanel name="Cancel order" submit="Cancel the order" {...panel}>
      {(state) => (
        <>
          <input type="hidden" name="refundId" value={id} />
          <p>
            We refund {formatMoney(order.left)} to the shopper and return {lamps === 1 ? 'one lamp' : `${lamps} lamps`}{' '}
            to stock. Nothing is shipped. This cannot be undone.
          </p>
          <Field
            id="cancel-reason"
            name="reason"
            label="Reason"
            required
            maxLength={200}
            hint="For staff only. The shopper does not see it."
            error={state?.ok === false ? state.fields?.reason : undefined}
          />
        </>
      )}
    </ActionPanel>
  )
}
