'use client'

import { useEffect, useState } from 'react'
import type { AdminHit } from '#shop/admin/types.ts'

/** How long typing must pause before the server is asked, in milliseconds. */
const pause = 120

type Found = Readonly<{ query: string; hits: readonly AdminHit[]; failed: boolean }>

/** Asks the server what matches. Until the answer comes, what was found before stays. */
export function useFound(query: string): Found & { isCurrent: boolean } {
  const [found, setFound] = useState<Found>({ query: '', hits: [], failed: false })
  useEffect(() => {
    if (query.length < 2) {
      setFound({ query, hits: [], failed: false })
      return
    }
    const abort = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(`/admin/search/found?${new URLSearchParams({ q: query })}`, {
          signal: abort.signal,
        })
        if (!response.ok) throw new Error(`The search answered ${response.status}.`)
        setFound({ query, hits: await response.json(), failed: false })
      } catch {
        if (!abort.signal.aborted) setFound({ query, hits: [], failed: true })
      }
    }
    const timer = setTimeout(ask, pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query])
  return { ...found, isCurrent: found.query === query }
}
