'use client'

import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { Button } from '#components/ui/button.tsx'

// Nothing of the conversation is fetched before somebody wants one.
const Panel = dynamic(() => import('#components/assistant/panel.tsx').then((module) => module.Panel), {
  ssr: false,
  loading: () => <p className="assistant-panel p-5 text-quiet">One moment.</p>,
})

/** The way to the assistant, on every page of the shop; staff have other things to ask. */
export function Assistant({ actions }: { actions: AssistantActions }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (usePathname().startsWith('/admin')) return null

  function close() {
    setOpen(false)
    // The button is there again after this event.
    requestAnimationFrame(() => button.current?.focus())
  }

  return (
    <aside aria-label="Assistant" className="assistant">
      {open ? (
        <Panel actions={actions} onClose={close} />
      ) : (
        <Button ref={button} look="quiet" className="bg-paper" onClick={() => setOpen(true)}>
          Ask about lamps
        </Button>
      )}
    </aside>
  )
}
