'use client'

import { useState } from 'react'
import { OrderPanel } from '#components/admin/panel.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'
import { formatMoney, type Money } from '#lib/money.ts'
import type { AdminLine } from '#shop/orders/admin-types.ts'

type Props = {
  action: Action
  values: Readonly<Record<string, string>>
  /** for the first request; each later one gets an id of its own */
  refundId: string
  left: Money
  lines: readonly AdminLine[]
  /** whether the lamps are still in the house, so that returning them to stock goes without saying */
  inHouse: boolean
  disabled: boolean
}

/**
 * Gives money back, all that is left or by line. Its id is kept until the refund was accepted, so pressing twice, or
 * again after a lost connection, is one refund.
 */
export function OrderRefundForm({ action, refundId, left, lines, inHouse, ...panel }: Props) {
  const [id, setId] = useState(refundId)
  const send: Action = async (previous, form) => {
    const answer = await action(previous, form)
    if (answer.ok) setId(crypto.randomUUID())
    return answer
  }
  return (
    <OrderPanel name="Refund" action={send} {...panel}>
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
            hint="For the record; the shopper does not see it."
            error={fieldsOf(state).reason}
          />
          <label className="order-choice">
            <input type="checkbox" name="returnsStock" defaultChecked={inHouse} />
            Return to stock
          </label>
        </>
      )}
    </OrderPanel>
  )
}

function fieldsOf(state: ActionState | null): Readonly<Record<string, string>> {
  return state?.ok === false ? (state.fields ?? {}) : {}
}

type ScopeProps = { left: Money; lines: readonly AdminLine[]; state: ActionState | null }

function Scope({ left, lines, state }: ScopeProps) {
  const [byLine, setByLine] = useState(false)
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>({})
  const open = lines.filter(({ refundable }) => refundable > 0)
  const chosen = open.reduce((sum, line) => sum + line.unitPrice.amount * (wanted[line.variantId] ?? 0), 0)
  const choice = (all: boolean) => ({
    type: 'radio',
    name: 'scope',
    value: all ? 'all' : 'lines',
    checked: byLine !== all,
    onChange: () => setByLine(!all),
  })
  return (
    <fieldset className="grid gap-3">
      <legend className="text-small font-strong">What</legend>
      <label className="order-choice">
        <input {...choice(true)} />
        <span>
          All that is left, delivery included: <span className="font-strong tabular-nums">{formatMoney(left)}</span>
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
              setWanted({ ...wanted, [line.variantId]: Math.max(0, Number(target.value) || 0) })
            }
            hint={`${line.refundable} of ${line.quantity} at ${formatMoney(line.unitPrice)} can go back.`}
            error={fieldsOf(state)[`quantity-${line.variantId}`]}
            className="order-within"
          />
        ))}
      {byLine && (
        <p className="order-within">
          Together <output className="font-strong tabular-nums">{formatMoney({ ...left, amount: chosen })}</output>
        </p>
      )}
    </fieldset>
  )
}
