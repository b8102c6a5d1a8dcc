'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { correctCartCount, readSettledCount, subscribeToCartCount } from '#components/cart/count.ts'

/**
 * Keeps a page that shows the cart and the badge together. When the server renders another number, the badge takes it: a paid order
 * empties the cart on the server. When a lamp is added later, by the assistant or on a page before this one, the page is read again.
 */
export function CartSync({ count }: { count: number }) {
  const router = useRouter()
  const rendered = useRef<number>(null)
  useEffect(() => {
    if (rendered.current !== count) correctCartCount(count)
    rendered.current = count
    const compare = () => {
      if (readSettledCount() !== count) router.refresh()
    }
    // The back button shows a page as it was left.
    compare()
    return subscribeToCartCount(compare)
  }, [count, router])
  return null
}
