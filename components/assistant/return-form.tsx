import { useId } from 'react'
import { OrderNumber } from '#components/orders/number.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { Card } from '#shop/assistant/cards.ts'

type ReturnFormProps = { card: Extract<Card, { kind: 'return' }>; requestReturn: Action }

/** A return that the assistant prepared. The button requests it. */
export function ReturnForm({ card: { orderId, key, number, reason }, requestReturn }: ReturnFormProps) {
  const id = useId()
  const { state, pending, guarded } = useAction(requestReturn)
  if (state?.ok) return <p role="status">{state.message}</p>
  const refused = state?.ok === false ? state.fields : undefined
  return (
    <form {...guarded} className="grid gap-4 border-line border-t pt-4">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="key" value={key ?? ''} />
      <Field
        id={id}
        label="Reason (optional)"
        name="reason"
        defaultValue={reason}
        maxLength={200}
        error={refused?.reason}
      />
      <Button type="submit" disabled={pending} className="justify-self-start">
        Return <OrderNumber number={number} />
      </Button>
      {state && !refused && (
        <p role="alert" className="text-wrong">
          {state.message}
        </p>
      )}
    </form>
  )
}
