'use client'

import { useLayoutEffect } from 'react'

/** From this width on the panel stands beside the page; app/shell.css has the same. On smaller screens it is the whole screen. */
const besidePage = '(width >= 1200px)'

/**
 * Makes room for the open panel: the page becomes narrower, or, where the panel is the whole screen, it cannot be reached under
 * it with the keyboard or a screen reader.
 */
export function useMakingRoom(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return
    const root = document.documentElement
    const parts = document.querySelectorAll<HTMLElement>('body > :is(.skip, header, main, footer)')
    const wide = matchMedia(besidePage)
    const apply = () => {
      for (const part of parts) part.inert = !wide.matches
    }
    root.dataset.assistant = ''
    apply()
    wide.addEventListener('change', apply)
    return () => {
      wide.removeEventListener('change', apply)
      delete root.dataset.assistant
      for (const part of parts) part.inert = false
    }
  }, [isOpen])
}
