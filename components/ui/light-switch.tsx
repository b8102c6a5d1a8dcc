'use client'

import { type Theme, themeKey } from '#components/ui/theme.ts'
import { useTheme } from '#components/ui/use-theme.ts'

/** The light switch of the whole shop: on is dusk, with the lamps lit; off is day. */
export function LightSwitch() {
  const theme = useTheme()
  return (
    <button
      type="button"
      role="switch"
      aria-checked={theme === 'dusk'}
      className="light-switch"
      onClick={() => turn(theme === 'dusk' ? 'day' : 'dusk')}
    >
      <span className="sr-only sm:not-sr-only">Lights</span>
      <span className="light-switch-track" aria-hidden="true" />
    </button>
  )
}

/** Turns the shop over and remembers it. The browser fades the old page into the new one where it can. */
function turn(theme: Theme): void {
  try {
    localStorage.setItem(themeKey, theme)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  if (still || !document.startViewTransition) show(theme)
  else document.startViewTransition(() => show(theme))
}

function show(theme: Theme): void {
  const root = document.documentElement
  root.dataset.theme = theme
  root.dataset.turned = ''
}
