'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** The longest pause between two refreshes, in milliseconds. */
const longest = 20_000

/**
 * Refreshes the page while its tab is visible: first after `every` milliseconds, then less and less often, because an
 * order that has not changed for a while rarely changes soon. Returning to the tab starts over.
 */
export function OrderFollow({ every = 5000 }: { every?: number }) {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const refreshAfter = (pause: number) => {
      timer = setTimeout(() => {
        router.refresh()
        refreshAfter(Math.min(pause * 1.1, longest))
      }, pause)
    }
    const begin = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') refreshAfter(every)
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [router, every])
  return null
}
