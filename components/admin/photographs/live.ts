'use client'

import { useCallback, useEffect, useState } from 'react'
import { useLive } from '#components/ui/use-live.ts'
import type { LiveSource } from '#lib/live-source.ts'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

const everySecond = 1000

/** `list` is the URL that gives the list as JSON. */
export type PhotographSource = Readonly<{ list: string; live: LiveSource }>

/**
 * Gives the current photographs of a page, and fetches them again when Realtime says that one has changed. While one is being
 * processed and no changes are heard, polls every second when the tab is visible.
 * @param expects true when an upload is not in the list yet
 */
export function useLivePhotographs(
  { list: source, live }: PhotographSource,
  initial: readonly AdminPhotograph[],
  expects: (list: readonly AdminPhotograph[]) => boolean,
) {
  const [photographs, setPhotographs] = useState(initial)
  // The server renders a newer list after an action and after going back to this page.
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

  const isLive = useLive(live, 'admin:photographs', () => void ask())
  const waiting = !isLive && (expects(photographs) || photographs.some(({ status }) => status === 'uploaded'))
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
