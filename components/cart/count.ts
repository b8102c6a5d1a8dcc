'use client'

// How many lamps the badge counts, from a cookie that is for looking at only. While answers are awaited it is what was
// counted before them (`settled`) and what is on its way, so that it never counts a lamp twice or flickers.

let settled: number | null = null
let onTheWay = 0
const listeners = new Set<() => void>()

/** The number to show now. */
export function readCartCount(): number {
  return settled === null ? readCookie() : settled + onTheWay
}

/** Counts lamps at once, before the server has answered. Call the result with whether it agreed. */
export function expectInCart(quantity: number): (agreed: boolean) => void {
  settled ??= readCookie()
  onTheWay += quantity
  notify()
  return (agreed) => {
    onTheWay -= quantity
    const count = (settled ?? readCookie()) + (agreed ? quantity : 0)
    if (agreed) writeCookie(count)
    settled = onTheWay > 0 ? count : null
    notify()
  }
}

/** Sets the count to what a page of the server says, where that is newer than the cookie. */
export function correctCartCount(count: number): void {
  if (count === readCookie()) return
  writeCookie(count)
  notify()
}

/** Looks at the cookie again, after an answer of the server that may have changed the cart as a whole. */
export function rereadCartCount(): void {
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

function writeCookie(count: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `cart-count=${count}; Path=/; Max-Age=2592000; SameSite=Lax${secure}`
}

function notify(): void {
  for (const listener of listeners) listener()
}
