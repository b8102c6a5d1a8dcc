'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { type Ledge, watchLedge } from '#components/catalog/ledge-light.ts'

/** Adds the light to the ledge. The server renders its content, which works as links without JavaScript. */
export function LedgeStage({ children, ...rest }: { children: ReactNode; className: string }) {
  const root = useRef<Ledge>(null)
  useEffect(() => (root.current ? watchLedge(root.current) : undefined), [])
  return (
    <div ref={root} {...rest}>
      {children}
    </div>
  )
}
