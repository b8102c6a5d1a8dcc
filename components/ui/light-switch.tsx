'use client'

import { type Theme, themeKey } from '#components/ui/theme.ts'
import { currentTheme, useTheme } from '#components/ui/use-theme.ts'

/** Switches the theme: on is dusk, with the lamps lit; off is day. */
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

/** Turns the lights on or off, as the switch does. */
export function switchLights(): void {
  turn(currentTheme() === 'dusk' ? 'day' : 'dusk')
}

/** Sets the theme and stores the choice. Browsers with view transitions fade between the two. */
function turn(theme: Theme): void {
  try {
    localStorage.setItem(themeKey, theme)
  } catch {
    // Storage may be blocked: the choice then ends with this page load.
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
