'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { type Ledge, watchLedge } from '#components/catalog/ledge-light.ts'

/** Brings the ledge to life; what is in it is made on the server and works as links without this. */
export function LedgeStage({ children, ...rest }: { children: ReactNode; className: string }) {
  const root = useRef<Ledge>(null)
  useEffect(() => (root.current ? watchLedge(root.current) : undefined), [])
  return (
    <div ref={root} {...rest}>
      {children}
    </div>
  )
}
