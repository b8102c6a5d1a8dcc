'use client'

import { useEffect } from 'react'
import { correctCartCount } from '#components/cart/count.ts'

/** Sets the badge to what this page knows: an order that was placed has emptied the cart without the browser's doing. */
export function CartSync({ count }: { count: number }) {
  useEffect(() => correctCartCount(count), [count])
  return null
}
