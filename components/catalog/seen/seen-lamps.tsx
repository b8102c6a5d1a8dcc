'use client'

import { type ComponentType, useEffect, useState } from 'react'
import type { SeenLamp } from '#components/catalog/seen/kept.ts'

type SeenLampsProps = {
  /** the lamp of this page, which is kept and not shown; null on a list */
  lamp: SeenLamp | null
}

/**
 * The lamps that somebody has looked at before. What they are is in local storage, so the page stays a file; the row is loaded
 * when somebody begins to use the page.
 */
export function SeenLamps({ lamp }: SeenLampsProps) {
  const [Row, setRow] = useState<ComponentType<SeenLampsProps> | null>(null)
  useEffect(() => {
    let left = false
    const load = () =>
      import('#components/catalog/seen/seen-row.tsx').then(
        (module) => left || setRow(() => module.SeenRow),
        // Without a connection the page does without.
        () => {},
      )
    const cancel = whenUsed(() => void load())
    return () => {
      left = true
      cancel()
    }
  }, [])
  return Row && <Row key={lamp?.slug ?? ''} lamp={lamp} />
}

function whenUsed(act: () => void): () => void {
  const used = new AbortController()
  const begin = () => {
    used.abort()
    act()
  }
  for (const event of ['pointermove', 'pointerdown', 'keydown', 'scroll'])
    addEventListener(event, begin, { signal: used.signal, passive: true })
  // Somebody may have begun before the script was there.
  if (scrollY > 0) begin()
  return () => used.abort()
}
