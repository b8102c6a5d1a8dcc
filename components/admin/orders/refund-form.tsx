'use client'

import { useState } from 'react'
import { ActionPanel } from '#components/admin/panel.tsx'
import { Field } from '#components/ui/field.tsx'
import { newId } from '#components/ui/new-id.ts'
import type { Action, ActionState } from '#components/ui/use-action.ts'
import { formatMoney, type Money } from '#lib/money.ts'
import type { AdminLine } from '#shop/orders/admin-types.ts'

type Props = {
  action: Action
  values: Readonly<Record<string, string>>
  /** the id of the first refund; later ones get new ids */
  refundId: string
  left: Money
  lines: readonly AdminLine[]
  /** true while the lamps have not been shipped; "Return to stock" is then checked */
  inHouse: boolean
  disabled: boolean
}

/**
 * Refunds everything that is left, or single lines. The id stays the same until the server has accepted the refund, so
 * pressing twice, or again after a lost connection, makes one refund.
 */
export function OrderRefundForm({ action, refundId, left, lines, inHouse, ...panel }: Props) {
  const [id, setId] = useState(refundId)
  const send: Action = async (previous, form) => {
    const answer = await action(previous, form)
    if (answer.ok) setId(newId())
    return answer
  }
  return (
    <ActionPanel name="Refund" action={send} {...panel}>
      {(state) => (
        <>
          <input type="hidden" name="refundId" value={id} />
          <Scope left={left} lines={lines} state={state} />
          <Field
            id="refund-reason"
            name="reason"
            label="Reason"
            required
            maxLength={200}
            hint="For staff only. The shopper does not see it."
            error={fieldsOf(state).reason}
          />
          <label className="order-choice">
            <input type="checkbox" name="returnsStock" defaultChecked={inHouse} />
            Return to stock
          </label>
        </>
      )}
    </ActionPanel>
  )
}

function fieldsOf(state: ActionState | null): Readonly<Record<string, string>> {
  return state?.ok === false ? (state.fields ?? {}) : {}
}

type ScopeProps = { left: Money; lines: readonly AdminLine[]; state: ActionState | null }

function Scope({ left, lines, state }: ScopeProps) {
  const [byLine, setByLine] = useState(false)
  const [quantities, setQuantities] = useState<Readonly<Record<string, number>>>({})
  const open = lines.filter(({ refundable }) => refundable > 0)
  const chosen = open.reduce((sum, line) => sum + line.unitPrice.amount * (quantities[line.variantId] ?? 0), 0)
  const choice = (all: boolean) => ({
    type: 'radio',
    name: 'scope',
    value: all ? 'all' : 'lines',
    checked: byLine !== all,
    onChange: () => setByLine(!all),
  })
  return (
    <fieldset className="grid gap-3">
      <legend className="text-small font-strong">Refund</legend>
      <label className="order-choice">
        <input {...choice(true)} />
        <span>
          Everything left, including delivery: <span className="font-strong tabular-nums">{formatMoney(left)}</span>
        </span>
      </label>
      {open.length > 0 && (
        <label className="order-choice">
          <input {...choice(false)} />
          Some of the lamps
        </label>
      )}
      {byLine &&
        open.map((line) => (
          <Field
            key={line.variantId}
            id={`quantity-${line.variantId}`}
            name={`quantity-${line.variantId}`}
            label={`${line.name}, ${line.finish}`}
            type="number"
            inputMode="numeric"
            min={0}
            max={line.refundable}
            defaultValue={0}
            onChange={({ target }) =>
              setQuantities({ ...quantities, [line.variantId]: Math.max(0, Number(target.value) || 0) })
            }
            hint={`${line.refundable} of ${line.quantity} at ${formatMoney(line.unitPrice)} can be refunded.`}
            error={fieldsOf(state)[`quantity-${line.variantId}`]}
            className="order-within"
          />
        ))}
      {byLine && (
        <p className="order-within">
          Total <output className="font-strong tabular-nums">{formatMoney({ ...left, amount: chosen })}</output>
        </p>
      )}
    </fieldset>
  )
}
