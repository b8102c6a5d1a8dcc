'use client'

import { type ComponentProps, type ComponentType, lazy, Suspense } from 'react'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { closeAssistant, useAssistantOpen } from '#components/assistant/opening.ts'
import type { Panel as OpenPanel } from '#components/assistant/panel.tsx'
import { useMakingRoom } from '#components/assistant/room.ts'

// The browser loads the code of the panel when somebody opens it. Not next/dynamic, which every page would load for it.
// It opens in browsers only, so the functions of pages need not bring it.
const Panel = lazy<ComponentType<ComponentProps<typeof OpenPanel>>>(async () => ({
  default: typeof window === 'undefined' ? Nothing : (await import('#components/assistant/panel.tsx')).Panel,
}))

const Nothing = () => null

/** The assistant's panel. `AskButton` opens it. */
export function Assistant({ actions }: { actions: AssistantActions }) {
  const isOpen = useAssistantOpen()
  useMakingRoom(isOpen)
  return (
    <aside aria-label="Assistant">
      {isOpen && (
        <Suspense fallback={<p className="assistant-panel p-5 text-quiet">Loading …</p>}>
          <Panel actions={actions} onClose={closeAssistant} />
        </Suspense>
      )}
    </aside>
  )
}
