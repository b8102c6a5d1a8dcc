'use client'

import { useEffect, useState } from 'react'

type Stock = ReadonlyMap<string, number>

/**
 * How many there are of each finish right now, by variant id; null until that is known, and when it cannot be asked.
 * A product page is a file and may be a day old, so what it says about stock is only where this begins.
 */
export function useLiveStock(slug: string): Stock | null {
  const [stock, setStock] = useState<Stock | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    askStock(slug, leaving.signal).then(setStock, () => {})
    return () => leaving.abort()
  }, [slug])
  return stock
}

async function askStock(slug: string, signal: AbortSignal): Promise<Stock | null> {
  const response = await fetch(`/live-stock?slug=${encodeURIComponent(slug)}`, { signal })
  if (!response.ok) return null
  const list: { variantId: string; stock: number }[] = await response.json()
  return new Map(list.map(({ variantId, stock }) => [variantId, stock]))
}
