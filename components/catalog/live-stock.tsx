'use client'

import { useEffect, useState } from 'react'

type Stock = ReadonlyMap<string, { stock: number; held: number }>

/**
 * Gives the current stock of each finish by variant id; null until the server has answered, and when it does not answer.
 * A product page is prerendered, so the stock in it may be old.
 */
export function useLiveStock(slug: string): Stock | null {
  const [stock, setStock] = useState<Stock | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    fetchStock(slug, leaving.signal).then(setStock, () => {})
    return () => leaving.abort()
  }, [slug])
  return stock
}

async function fetchStock(slug: string, signal: AbortSignal): Promise<Stock | null> {
  const response = await fetch(`/live-stock?slug=${encodeURIComponent(slug)}`, { signal })
  if (!response.ok) return null
  const list: { variantId: string; stock: number; held: number }[] = await response.json()
  return new Map(list.map(({ variantId, ...rest }) => [variantId, rest]))
}
