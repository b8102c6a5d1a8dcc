'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useLive } from '#components/ui/use-live.ts'
import type { LiveSource } from '#lib/live-source.ts'

type LivePageProps = {
  live: LiveSource
  topic: string
  /** milliseconds between two refreshes at first, while no changes are heard; without it, the page then waits for its reader */
  every?: number
}

/** The longest pause between two refreshes, in milliseconds. */
const longest = 20_000

/**
 * Refreshes the page when something of this topic changes. While no connection is to be had, refreshes it from time to time: less
 * and less often, because what has not changed for a while rarely changes soon. Returning to the tab starts over.
 */
export function LivePage({ live, topic, every }: LivePageProps) {
  const router = useRouter()
  const isLive = useLive(live, topic, () => router.refresh())
  useEffect(() => {
    if (isLive || every === undefined) return
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
  }, [router, isLive, every])
  return null
}
