'use client'

import { openAssistant, useAssistantOpen } from '#components/assistant/opening.ts'
import { Button } from '#components/ui/button.tsx'

/** Opens the assistant. It stands in the page, so that it covers nothing. */
export function AskButton({ className = '' }: { className?: string }) {
  const isOpen = useAssistantOpen()
  return (
    <Button
      look="quiet"
      aria-expanded={isOpen}
      className={`ask-button bg-paper noscript:hidden ${className}`}
      onClick={({ currentTarget }) => openAssistant(currentTarget)}
    >
      Ask about lamps
    </Button>
  )
}
