'use client'

import { useSyncExternalStore } from 'react'

// The cookie `signed-in` only decides whether the header shows "My orders" or "Sign in". Pages with personal data ask
// the server.

const listeners = new Set<() => void>()

/** True when the header may show the account. False until the first paint, because pages are prerendered. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, readFlag, () => false)
}

/** Makes the header read the cookie again. */
export function announceSignedIn(): void {
  for (const listener of listeners) listener()
}

function readFlag(): boolean {
  return /(?:^|; )signed-in=1(?:;|$)/.test(document.cookie)
}

/** Listens to focus and pageshow too, because another tab may have signed in or out. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('focus', listener)
  window.addEventListener('pageshow', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('focus', listener)
    window.removeEventListener('pageshow', listener)
  }
}
