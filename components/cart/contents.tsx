'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { rememberLeaving, useGivingBack } from '#components/cart/leaving.ts'
import { CartLine } from '#components/cart/line.tsx'
import { CartSync } from '#components/cart/sync.tsx'
import { CartTotals } from '#components/cart/totals.tsx'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'
import type { Cart } from '#shop/cart/types.ts'

type Props = {
  cart: Cart
  /** the refusal of a form on this page when it was posted without JavaScript */
  answer: ActionState | null
  actions: { removeFromCart: Action; submitCart: Action }
  /** a notice above the cart, such as a cancelled payment */
  children?: ReactNode
}

/** The cart: its lines and totals, or links to the lamps when it is empty. */
export function CartContents({ cart, answer, actions, children }: Props) {
  // The form that removes a line posts its variant; the form of the cart posts many.
  const ofRemoval = answer?.ok === false && answer.values?.variantId !== undefined
  const removal = useAction(actions.removeFromCart, undefined, ofRemoval ? answer : null)
  const [leaving, setLeaving] = useState(false)
  const form = useAction(
    actions.submitCart,
    (sent) => {
      setLeaving(!sent.has('update'))
      rememberLeaving(!sent.has('update'))
      return () => setLeaving(false)
    },
    ofRemoval ? null : answer,
  )
  useGivingBack()
  const heading = useRef<HTMLHeadingElement>(null)

  // The pressed button is gone with its line, so the focus moves to the heading.
  useEffect(() => {
    if (removal.state?.ok) heading.current?.focus()
  }, [removal.state])

  return (
    <>
      <CartSync count={cart.count} />
      <h1 ref={heading} tabIndex={-1} className="text-title outline-none">
        Cart
      </h1>
      {children}
      <p
        role="status"
        className={`min-h-[1.5em] pt-3 text-small ${(removal.state ?? form.state)?.ok === false ? 'text-wrong' : ''}`}
      >
        {removal.state?.message ?? (cart.lines.length === 0 && form.state?.message)}
      </p>
      <p role="status" className="sr-only">
        {form.state?.ok && form.state.message}
      </p>
      {cart.lines.length === 0 ? (
        <EmptyCart />
      ) : (
        <div className="grid gap-10 pt-4 md:grid-cols-[minmax(0,1fr)_24rem] md:gap-20">
          <ul>
            {cart.lines.map((line) => (
              <CartLine key={line.variantId} line={line} state={form.state} removal={removal} />
            ))}
          </ul>
          <CartTotals cart={cart} form={form} leaving={leaving} />
        </div>
      )}
    </>
  )
}

function EmptyCart() {
  return (
    <div className="max-w-[34rem] pt-4">
      <p>Your cart is empty.</p>
      <p className="flex gap-6 pt-6">
        <Link href="/products" className="link">
          See all lamps
        </Link>
        <Link href="/search" className="link">
          Search lamps
        </Link>
      </p>
    </div>
  )
}
