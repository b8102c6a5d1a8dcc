'use client'

import Link from 'next/link'
import { useId } from 'react'
import { CartStock } from '#components/cart/stock.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Photograph } from '#components/ui/photograph.tsx'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'
import { formatMoney } from '#lib/money.ts'
import type { CartLine as Line } from '#shop/cart/types.ts'

/** Aligns a button with the box of a field, below the field's label. */
const besideField = 'mt-[calc(0.875rem*1.45+0.375rem)]'

type Props = {
  line: Line
  setQuantity: Action
  answer: ActionState | null
  removal: ReturnType<typeof useAction>
}

/** One line of the cart: the lamp, its quantity, and a button that removes it. */
export function CartLine({ line, setQuantity, answer, removal }: Props) {
  const nameId = useId()
  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4 border-line border-t py-6 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-6">
      <CartPicture line={line} />
      <div>
        <div className="flex justify-between gap-4">
          <h2 id={nameId} className="font-strong">
            <Link href={`/products/${line.slug}`} className="hover:underline">
              {line.name}
            </Link>
          </h2>
          <p className="tabular-nums">{formatMoney(line.total)}</p>
        </div>
        <p className="text-quiet text-small">
          {line.finish}, <span className="tabular-nums">{formatMoney(line.unitPrice)}</span> each
        </p>
        <CartStock line={line} />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold two forms */}
        <div role="group" aria-labelledby={nameId} className="flex flex-wrap items-start gap-x-3 pt-4">
          <CartQuantity line={line} setQuantity={setQuantity} answer={answer} />
          <form {...removal.form} className={besideField}>
            <input type="hidden" name="variantId" value={line.variantId} />
            <button type="submit" disabled={removal.pending} className="link min-h-12 px-1">
              Remove
            </button>
          </form>
        </div>
      </div>
    </li>
  )
}

/** The quantity of a line. A refused value stays in the field, with the reason beside it. */
function CartQuantity({ line, setQuantity, answer }: Omit<Props, 'removal'>) {
  const { state, pending, form } = useAction(setQuantity, undefined, answer)
  const refused = state?.ok === false ? state : null
  const fieldId = useId()
  return (
    <form {...form} aria-busy={pending} className="flex items-start gap-2">
      <input type="hidden" name="variantId" value={line.variantId} />
      <Field
        key={refused ? 'refused' : line.quantity}
        id={fieldId}
        className="w-16 [&>p]:w-max [&>p]:max-w-[min(24rem,100vw-11rem)]"
        label="Quantity"
        name="quantity"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={refused?.values?.quantity ?? line.quantity}
        error={refused?.message}
        onBlur={(event) => {
          if (event.currentTarget.value !== event.currentTarget.defaultValue) event.currentTarget.form?.requestSubmit()
        }}
      />
      <Button look="quiet" type="submit" className={`px-4! ${besideField}`} disabled={pending}>
        Update
      </Button>
      <span role="status" className="sr-only">
        {state?.message}
      </span>
    </form>
  )
}

/** The photograph of a line. Its `alt` is empty because the lamp's name stands beside it. */
function CartPicture({ line }: { line: Line }) {
  return (
    <div className="aspect-4/5" style={{ background: line.hex }}>
      {line.photograph && (
        <Photograph photograph={line.photograph} sizes="9rem" alt="" className="size-full object-cover" />
      )}
    </div>
  )
}
