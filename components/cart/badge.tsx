'use client'

import { useLayoutEffect, useSyncExternalStore } from 'react'
import { keepCartCount, readCartCount, subscribeToCartCount } from '#components/cart/count.ts'

/**
 * The number in the header's link to the cart, read from a cookie, so that no page has to ask the server.
 * It hangs beside the word, which ends on the grid, so that the header does not shift.
 * @param days how long a cart is kept
 */
export function CartBadge({ days }: { days: number }) {
  useLayoutEffect(() => keepCartCount(days), [days])
  const count = useSyncExternalStore(subscribeToCartCount, readCartCount, () => 0)
  return (
    <span
      key={count}
      className="cart-badge font-strong text-light tabular-nums transition-opacity duration-500 starting:opacity-0"
    >
      {count > 99 ? '99+' : count || null}
    </span>
  )
}
