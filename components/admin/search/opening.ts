'use client'

import { useSyncExternalStore } from 'react'

// The bar and the column have a button each, of which a screen shows one; the dialog is beside them.

let open = false
const listeners = new Set<() => void>()

/** Whether the command palette is open. */
export function usePaletteOpen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => false,
  )
}

/** Opens or closes the command palette. */
export function turnPalette(to: boolean): void {
  open = to
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
