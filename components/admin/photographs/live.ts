'use client'

import { useCallback, useEffect, useState } from 'react'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

const everySecond = 1000

/**
 * The photographs of a page as they are now. While one is on its way, asks each second, but not while nobody looks.
 * @param source answers the list as JSON
 * @param expects whether something was sent that this list does not know yet
 */
export function useLivePhotographs(
  source: string,
  initial: readonly AdminPhotograph[],
  expects: (list: readonly AdminPhotograph[]) => boolean,
) {
  const [photographs, setPhotographs] = useState(initial)
  // What the server knows better than this page: after an action or a walk back to it.
  const [shown, setShown] = useState(initial)
  if (shown !== initial) {
    setShown(initial)
    setPhotographs(initial)
  }

  const ask = useCallback(async () => {
    const response = await fetch(source, { cache: 'no-store' }).catch(() => null)
    if (!response?.ok) return
    const list: AdminPhotograph[] = await response.json()
    setPhotographs(list)
  }, [source])

  const waiting = expects(photographs) || photographs.some(({ status }) => status === 'uploaded')
  useEffect(() => {
    if (!waiting) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const next = async () => {
      if (document.visibilityState === 'visible') await ask()
      if (!over) timer = setTimeout(next, everySecond)
    }
    timer = setTimeout(next, everySecond)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [waiting, ask])

  return { photographs, setPhotographs, ask }
}
