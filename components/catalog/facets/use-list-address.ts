import { useSyncExternalStore } from 'react'

const changed = 'listaddress'

/**
 * The query of the address while one of these paths is open; empty on the server and during hydration. Next's `useSearchParams`
 * would make every list a page that is rendered for each visitor.
 */
export function useListAddress(...paths: string[]): string {
  return useSyncExternalStore(
    subscribe,
    () => (paths.includes(location.pathname) ? location.search : ''),
    () => '',
  )
}

/** Gives the list another address, as a step that the back button takes back, or in place of the present one. */
export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  dispatchEvent(new Event(changed))
}

/** The router changes the address without an event of its own; the Navigation API tells of it where the browser has one. */
function subscribe(notify: () => void): () => void {
  const router: EventTarget | undefined = Reflect.get(globalThis, 'navigation')
  router?.addEventListener('currententrychange', notify)
  addEventListener('popstate', notify)
  addEventListener(changed, notify)
  return () => {
    router?.removeEventListener('currententrychange', notify)
    removeEventListener('popstate', notify)
    removeEventListener(changed, notify)
  }
}
