'use client'

import { useEffect, useRef, useState } from 'react'

type Stock = ReadonlyMap<string, { stock: number; held: number }>

/** Milliseconds for which an answer is good enough. */
const fresh = 5000

/**
 * Gives the current stock of each finish by variant id, and what asks for it; null until then, and when the server does not
 * answer. A product page is a file that is made again when what it says about stock changes, so nobody who only looks asks:
 * call `ask` when somebody is about to buy. The page may be open for an hour then.
 */
export function useLiveStock(slug: string): { live: Stock | null; ask(): void } {
  const [live, setLive] = useState<Stock | null>(null)
  const asked = useRef(Number.NEGATIVE_INFINITY)
  const leaving = useRef<AbortController>(null)
  useEffect(() => () => leaving.current?.abort(), [])
  const ask = () => {
    if (performance.now() - asked.current < fresh) return
    asked.current = performance.now()
    leaving.current = new AbortController()
    // Without an answer, what is shown stays: the server checks again when the lamp is added to the cart.
    fetchStock(slug, leaving.current.signal).then(
      (stock) => stock && setLive(stock),
      () => {},
    )
  }
  return { live, ask }
}

async function fetchStock(slug: string, signal: AbortSignal): Promise<Stock | null> {
  const response = await fetch(`/live-stock?slug=${encodeURIComponent(slug)}`, { signal })
  if (!response.ok) return null
  const list: { variantId: string; stock: number; held: number }[] = await response.json()
  return new Map(list.map(({ variantId, ...rest }) => [variantId, rest]))
}
