'use client'

import { useSyncExternalStore } from 'react'
import type { Theme } from '#components/ui/theme.ts'

const darkSystem = '(prefers-color-scheme: dark)'

/** Gives the current theme: the stored choice, else the system's setting. On the server it is day. */
export function useTheme(): Theme {
  return useSyncExternalStore<Theme>(subscribe, currentTheme, () => 'day')
}

/** Gives the current theme in a browser. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'day' || chosen === 'dusk') return chosen
  return matchMedia(darkSystem).matches ? 'dusk' : 'day'
}

function subscribe(onChange: () => void): () => void {
  const system = matchMedia(darkSystem)
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', onChange)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', onChange)
  }
}
