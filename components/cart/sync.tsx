'use client'

import { useEffect } from 'react'
import { correctCartCount } from '#components/cart/count.ts'

/** Sets the badge to the number that the server rendered: a paid order empties the cart on the server. */
export function CartSync({ count }: { count: number }) {
  useEffect(() => correctCartCount(count), [count])
  return null
}
