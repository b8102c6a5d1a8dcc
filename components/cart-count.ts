'use client'

// How many lamps the badge counts: what the server last said (a cookie), or, while an answer is awaited, what is
// expected. The number is for looking at only.

let expected: number | null = null
let awaited = 0
const listeners = new Set<() => void>()

/** The number to show now. */
export function readCartCount(): number {
  return Math.max(0, expected ?? readCookie())
}

/**
 * Counts lamps at once, before the server has answered. Call the result with whether it agreed.
 * While answers are awaited the cookie is not read: it changes a moment before the answer is handed over.
 */
export function expectInCart(quantity: number): (agreed: boolean) => void {
  expected = (expected ?? readCookie()) + quantity
  awaited += 1
  notify()
  return (agreed) => {
    awaited -= 1
    if (!agreed && expected !== null) expected -= quantity
    if (awaited === 0) expected = null
    notify()
  }
}

/** Sets the count to what a page of the server says, where that is newer than the cookie. */
export function correctCartCount(count: number): void {
  if (count === readCookie()) return
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `cart-count=${count}; Path=/; Max-Age=2592000; SameSite=Lax${secure}`
  notify()
}

/** Tells when the number may have changed. Another tab may have changed it, so coming back to this one counts too. */
export function subscribeToCartCount(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('focus', listener)
  window.addEventListener('pageshow', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('focus', listener)
    window.removeEventListener('pageshow', listener)
  }
}

function readCookie(): number {
  return Number(/(?:^|; )cart-count=(\d{1,4})(?:;|$)/.exec(document.cookie)?.[1] ?? 0)
}

function notify(): void {
  for (const listener of listeners) listener()
}
