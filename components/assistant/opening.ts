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

/** Opens the panel. @param button gets the focus when the panel closes; Safari gives a pressed button none */
export function openAssistant(button: HTMLElement): void {
  opener = button
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
