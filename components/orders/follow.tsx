'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** The longest pause between two questions, in milliseconds. */
const longest = 20_000

/**
 * Asks again while somebody looks: after `every` milliseconds at first, then ever less often, since an order that has
 * not moved for a while seldom moves in the next seconds. Coming back to the tab begins anew.
 */
export function OrderFollow({ every = 5000 }: { every?: number }) {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const askAfter = (pause: number) => {
      timer = setTimeout(() => {
        router.refresh()
        askAfter(Math.min(pause * 1.1, longest))
      }, pause)
    }
    const begin = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') askAfter(every)
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
