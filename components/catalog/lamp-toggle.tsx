'use client'

import { type ReactNode, useState } from 'react'
import { useTheme } from '#components/ui/use-theme.ts'

/**
 * A lamp that a press switches on or off. Before the first press it follows the theme. It does not light under the pointer, as
 * lamps in lists do: the press would then change nothing.
 */
export function LampToggle({ children }: { children: ReactNode }) {
  const theme = useTheme()
  const [switched, setSwitched] = useState<'on' | 'off' | null>(null)
  const lit = switched ? switched === 'on' : theme === 'dusk'
  return (
    <div className="passing switchable relative" data-switched={switched ?? undefined}>
      {children}
      <button
        type="button"
        aria-pressed={lit}
        aria-label="Turn the lamp on"
        className="lamp-button absolute inset-0 size-full cursor-pointer"
        onClick={() => setSwitched(lit ? 'off' : 'on')}
      />
    </div>
  )
}
