'use client'

import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { Button } from '#components/ui/button.tsx'

// The browser loads the code of the panel when somebody opens it.
const Panel = dynamic(() => import('#components/assistant/panel.tsx').then((module) => module.Panel), {
  ssr: false,
  loading: () => <p className="assistant-panel p-5 text-quiet">Loading …</p>,
})

/** The assistant's button and panel, on every page but those of the admin. */
export function Assistant({ actions }: { actions: AssistantActions }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (usePathname().startsWith('/admin')) return null

  function close() {
    setOpen(false)
    // React renders the button after this event.
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
