'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Refreshes the page while a lesson runs. What a lesson does is in no table, so no change is announced. */
export function RefreshWhileRunning() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, 1000)
    return () => clearInterval(timer)
  }, [router])
  return null
}
