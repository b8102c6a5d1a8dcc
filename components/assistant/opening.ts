'use client'

import { useSyncExternalStore } from 'react'

// The header and the footer have a button each, of which a screen shows one; the panel is beside them.

let open = false
let opener: HTMLElement | null = null
const listeners = new Set<() => void>()

/** Whether the assistant's panel is open. */
export function useAssistantOpen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => false,
  )
}

/** Opens the panel. The focus returns to what had it. */
export function openAssistant(): void {
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
  turn(true)
}

/** Closes the panel and gives the focus back. */
export function closeAssistant(): void {
  turn(false)
  // React enables the page again after this event.
  requestAnimationFrame(() => opener?.focus())
}

function turn(to: boolean): void {
  open = to
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
