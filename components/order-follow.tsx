'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks again every few seconds while somebody looks, until the order can move no further. */
export function OrderFollow({ every = 5000 }: { every?: number }) {
  const router = useRouter()
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const timer = setInterval(look, every)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [router, every])
  return null
}
