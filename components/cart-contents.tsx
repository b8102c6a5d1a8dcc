'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import { CartLine } from '#components/cart-line.tsx'
import { CartSync } from '#components/cart-sync.tsx'
import { CartTotals } from '#components/cart-totals.tsx'
import { type Action, useAction } from '#components/use-action.ts'
import type { Cart } from '#shop/types.ts'

type Props = {
  cart: Cart
  setQuantity: Action
  removeFromCart: Action
  checkOut: Action
  /** what came before, such as a payment that was cancelled */
  children?: ReactNode
}

/** The cart: its lines and totals, or where to go when there is nothing in it. */
export function CartContents({ cart, setQuantity, removeFromCart, checkOut, children }: Props) {
  const removal = useAction(removeFromCart)
  const heading = useRef<HTMLHeadingElement>(null)

  // The button that was pressed is gone with its line, so the keyboard goes on from the top.
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
        {removal.state?.message}
      </p>
      {cart.lines.length === 0 ? (
        <EmptyCart />
      ) : (
        <div className="grid gap-10 pt-4 md:grid-cols-[minmax(0,1fr)_24rem] md:gap-20">
          <ul>
            {cart.lines.map((line) => (
              <CartLine key={line.variantId} line={line} setQuantity={setQuantity} removal={removal} />
            ))}
          </ul>
          <CartTotals cart={cart} checkOut={checkOut} />
        </div>
      )}
    </>
  )
}

function EmptyCart() {
  return (
    <div className="max-w-[34rem] pt-4">
      <p>Nothing in here yet. It is light enough outside, perhaps.</p>
      <p className="flex gap-6 pt-6">
        <Link href="/products" className="link">
          See all lamps
        </Link>
        <Link href="/search" className="link">
          Search for one
        </Link>
      </p>
    </div>
  )
}
