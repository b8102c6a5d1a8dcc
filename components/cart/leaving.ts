'use client'

import { useEffect } from 'react'

const key = 'paying'

/** Remembers, in this tab, that it goes to the payment page. */
export function rememberLeaving(leaving: boolean): void {
  if (!leaving) return
  try {
    sessionStorage.setItem(key, '1')
  } catch {
    // A browser that keeps nothing for this site: the order's pieces are given back when its time to pay is over.
  }
}

/** Whether this tab went to the payment page; true once. */
function hasLeft(): boolean {
  try {
    const left = sessionStorage.getItem(key) !== null
    sessionStorage.removeItem(key)
    return left
  } catch {
    return false
  }
}

/**
 * Whoever comes back to the cart with the browser's own button has not paid: what the unpaid order holds is given back. Another tab
 * of the same shopper, who is still paying in this one, does not do so.
 */
export function useGivingBack(): void {
  useEffect(() => {
    const look = () => {
      if (!hasLeft()) return
      // The payment page's own link has given the pieces back.
      if (!new URLSearchParams(location.search).has('payment')) location.replace('/cart/back')
    }
    // A page that was kept alive is shown again, without being made again.
    const shown = (event: PageTransitionEvent) => event.persisted && look()
    look()
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [])
}
