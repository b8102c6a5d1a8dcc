'use client'

import { useEffect, useRef, useState } from 'react'
import type { AdminCounts } from '#shop/admin/types.ts'

/**
 * Keeps the counts of the navigation current: Next renders a layout once and keeps it while pages change, so the browser asks again
 * on the next page and when somebody returns to the tab. A newer answer of the server wins.
 * @param place changes with each page
 */
export function useCounts(given: AdminCounts, place: string): AdminCounts {
  const [fetched, setFetched] = useState<{ since: AdminCounts; counts: AdminCounts } | null>(null)
  const shown = useRef(place)

  useEffect(() => {
    const abort = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch('/admin/counts', { signal: abort.signal })
        if (response.ok) setFetched({ since: given, counts: await response.json() })
      } catch {
        // Offline, or the page was left: the numbers stay as they were.
      }
    }
    const onReturn = () => {
      if (document.visibilityState === 'visible') void ask()
    }
    if (shown.current !== place) void ask()
    shown.current = place
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      abort.abort()
      document.removeEventListener('visibilitychange', onReturn)
    }
  }, [given, place])

  return fetched?.since === given ? fetched.counts : given
}
