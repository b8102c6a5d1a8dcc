'use client'

import { useSyncExternalStore } from 'react'

// Whether somebody is signed in, from a cookie that is for looking at only: the header says "My orders" by it, and
// every page that shows anything personal asks the server.

const listeners = new Set<() => void>()

/** Whether the header may speak of an account. False until the page is painted, since pages are files. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, readFlag, () => false)
}

/** Tells the header that the flag may have changed. */
export function announceSignedIn(): void {
  for (const listener of listeners) listener()
}

function readFlag(): boolean {
  return /(?:^|; )signed-in=1(?:;|$)/.test(document.cookie)
}

/** Another tab may have signed in or out, so coming back to this one counts too. */
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
