'use client'

import dynamic from 'next/dynamic'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { closeAssistant, useAssistantOpen } from '#components/assistant/opening.ts'
import { useMakingRoom } from '#components/assistant/room.ts'

// The browser loads the code of the panel when somebody opens it.
const Panel = dynamic(() => import('#components/assistant/panel.tsx').then((module) => module.Panel), {
  ssr: false,
  loading: () => <p className="assistant-panel p-5 text-quiet">Loading …</p>,
})

/** The assistant's panel. `AskButton` opens it. */
export function Assistant({ actions }: { actions: AssistantActions }) {
  const isOpen = useAssistantOpen()
  useMakingRoom(isOpen)
  return <aside aria-label="Assistant">{isOpen && <Panel actions={actions} onClose={closeAssistant} />}</aside>
}
