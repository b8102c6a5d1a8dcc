'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import { CartLine } from '#components/cart/line.tsx'
import { CartSync } from '#components/cart/sync.tsx'
import { CartTotals } from '#components/cart/totals.tsx'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'
import type { Cart } from '#shop/cart/types.ts'

type Props = {
  cart: Cart
  /** the refusal of a form on this page when it was posted without JavaScript */
  answer: ActionState | null
  actions: { setQuantity: Action; removeFromCart: Action; checkOut: Action }
  /** a notice above the cart, such as a cancelled payment */
  children?: ReactNode
}

/** The cart: its lines and totals, or links to the lamps when it is empty. */
export function CartContents({ cart, answer, actions, children }: Props) {
  const refused = readRefusal(answer)
  const removal = useAction(actions.removeFromCart, undefined, refused?.form === 'remove' ? answer : null)
  const payment = useAction(actions.checkOut, undefined, refused?.form === 'check out' ? answer : null)
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
      <p role="status" className="min-h-[1.5em] pt-3 text-small">
        {removal.state?.message ?? (cart.lines.length === 0 && payment.state?.message)}
      </p>
      {cart.lines.length === 0 ? (
        <EmptyCart />
      ) : (
        <div className="grid gap-10 pt-4 md:grid-cols-[minmax(0,1fr)_24rem] md:gap-20">
          <ul>
            {cart.lines.map((line) => (
              <CartLine
                key={line.variantId}
                line={line}
                setQuantity={actions.setQuantity}
                answer={refused?.form === 'quantity' && refused.variantId === line.variantId ? answer : null}
                removal={removal}
              />
            ))}
          </ul>
          <CartTotals cart={cart} payment={payment} />
        </div>
      )}
    </>
  )
}

/** Finds out which form of this page an answer belongs to, by the fields that were posted. */
function readRefusal(answer: ActionState | null) {
  if (answer?.ok !== false) return null
  const { variantId, quantity } = answer.values ?? {}
  if (variantId === undefined) return { form: 'check out' }
  return { form: quantity === undefined ? 'remove' : 'quantity', variantId }
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
