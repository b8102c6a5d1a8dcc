'use client'

import { useSyncExternalStore } from 'react'
import { readCartCount, subscribeToCartCount } from '#components/cart/count.ts'

/**
 * The number in the header's link to the cart, as the browser remembers it, so that no page has to ask the server.
 * Its box is always as wide; a new number lights up in its place.
 */
export function CartBadge() {
  const count = useSyncExternalStore(subscribeToCartCount, readCartCount, () => 0)
  return (
    <span
      key={count}
      className="inline-block w-[2ch] font-strong text-light tabular-nums transition-opacity duration-500 starting:opacity-0"
    >
      {count > 99 ? '99+' : count || null}
    </span>
  )
}
