'use client'

import { type ReactNode, useState } from 'react'
import { useTheme } from '#components/ui/use-theme.ts'

/**
 * A lamp that a click switches on or off. Before a click it follows the theme and lights while the pointer is on it. A
 * lamp that was switched off by day forgets the click when the pointer leaves it.
 */
export function LampToggle({ children }: { children: ReactNode }) {
  const theme = useTheme()
  const [switched, setSwitched] = useState<'on' | 'off' | null>(null)
  const lit = switched ? switched === 'on' : theme === 'dusk'
  return (
    <div
      className="passing relative"
      data-switched={switched ?? undefined}
      onPointerLeave={() => theme === 'day' && switched === 'off' && setSwitched(null)}
    >
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
