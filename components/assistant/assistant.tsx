'use client'

import { lazy, Suspense } from 'react'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { closeAssistant, useAssistantOpen } from '#components/assistant/opening.ts'
import { useMakingRoom } from '#components/assistant/room.ts'

// The browser loads the code of the panel when somebody opens it. Not next/dynamic, which every page would load for it.
const Panel = lazy(async () => ({ default: (await import('#components/assistant/panel.tsx')).Panel }))

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
