'use client'

import { usePathname } from 'next/navigation'
import { openAssistant, useAssistantOpen } from '#components/assistant/opening.ts'
import { Button } from '#components/ui/button.tsx'

/** Opens the assistant; on every page but those of the admin. It stands in the page, so that it covers nothing. */
export function AskButton({ className = '' }: { className?: string }) {
  const isOpen = useAssistantOpen()
  if (usePathname().startsWith('/admin')) return null
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
