'use client'

import { type ReactNode, useState } from 'react'
import { useTheme } from '#components/ui/use-theme.ts'

/**
 * A lamp that can be switched by hand. Untouched it follows day and dusk, and comes on while passed; a press decides,
 * until the pointer has left a lamp that was switched off.
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
