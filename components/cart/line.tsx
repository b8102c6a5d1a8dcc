'use client'

import Link from 'next/link'
import { useId, useRef } from 'react'
import { CartStock } from '#components/cart/stock.tsx'
import { cartFormId } from '#components/cart/totals.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { LampDrawing } from '#components/ui/lamp-drawing.tsx'
import { Photograph } from '#components/ui/photograph.tsx'
import type { ActionState, useAction } from '#components/ui/use-action.ts'
import { formatMoney } from '#lib/money.ts'
import type { CartLine as Line } from '#shop/cart/types.ts'

/** Aligns a button with the box of a field, below the field's label. */
const besideField = 'mt-[calc(0.875rem*1.45+0.375rem)]'

type Props = {
  line: Line
  /** what the cart's form was answered with */
  state: ActionState | null
  removal: ReturnType<typeof useAction>
}

/** One line of the cart: the lamp, its quantity, and a button that removes it. */
export function CartLine({ line, state, removal }: Props) {
  const nameId = useId()
  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4 border-line border-t py-6 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-6">
      <CartPicture line={line} />
      <div>
        <div className="flex justify-between gap-4">
          <h2 id={nameId} className="font-strong">
            {line.state === 'gone' ? (
              line.name
            ) : (
              <Link href={`/products/${line.slug}`} className="hover:underline">
                {line.name}
              </Link>
            )}
          </h2>
          {line.state === 'ok' && <p className="tabular-nums">{formatMoney(line.total)}</p>}
        </div>
        <p className="text-quiet text-small">
          <span
            aria-hidden="true"
            className="swatch mr-1.5 size-3.5 align-[-0.125rem]"
            style={{ backgroundColor: line.hex }}
          />
          {line.finish}, <span className="tabular-nums">{formatMoney(line.unitPrice)}</span> each
        </p>
        <OtherFinish line={line} />
        <CartStock line={line} />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a form of its own */}
        <div role="group" aria-labelledby={nameId} className="flex flex-wrap items-start gap-x-3 pt-4">
          {line.state !== 'gone' && <CartQuantity line={line} state={state} />}
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
function CartQuantity({ line, state }: Omit<Props, 'removal'>) {
  const name = `quantity.${line.variantId}`
  const refused = state?.ok === false ? state : null
  const error = refused?.fields?.[name]
  const fieldId = useId()
  const update = useRef<HTMLButtonElement>(null)
  return (
    <div className="flex items-start gap-2">
      <Field
        key={error ? 'refused' : line.quantity}
        id={fieldId}
        className="w-16 [&>p]:w-max [&>p]:max-w-[min(24rem,100vw-11rem)]"
        label="Quantity"
        name={name}
        form={cartFormId}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={error ? refused?.values?.[name] : line.quantity}
        error={error}
        onBlur={({ currentTarget: field, relatedTarget }) => {
          // Any other button of the form sends what was typed as well.
          const sends = relatedTarget instanceof HTMLButtonElement && relatedTarget.form === field.form
          if (field.value !== field.defaultValue && !sends) field.form?.requestSubmit(update.current)
        }}
      />
      <Button
        ref={update}
        look="quiet"
        type="submit"
        form={cartFormId}
        name="update"
        className={`px-4! ${besideField}`}
      >
        Update
      </Button>
    </div>
  )
}

/** Says when the photograph shows another finish than the one in the cart. */
function OtherFinish({ line: { photograph, pictured, finish } }: { line: Line }) {
  if (!photograph || pictured === finish) return null
  return (
    <p className="text-quiet text-small">
      {pictured ? `The picture shows ${pictured}.` : 'The picture may show another finish.'}
    </p>
  )
}

/** The photograph of a line. Its `alt` is empty because the lamp's name stands beside it. */
function CartPicture({ line }: { line: Line }) {
  return (
    <div className="relative aspect-4/5">
      {line.photograph ? (
        <Photograph photograph={line.photograph} sizes="9rem" alt="" className="size-full object-cover" />
      ) : (
        <LampDrawing colour={line.hex} />
      )}
    </div>
  )
}
