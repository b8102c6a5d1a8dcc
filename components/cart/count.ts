'use client'

// The number of lamps in the cart, for the badge only, from a cookie. While requests are running it is the number before
// them (`settled`) plus what they add, so that no lamp is counted twice and the number does not flicker.

let settled: number | null = null
let keptDays = 0
let onTheWay = 0
const listeners = new Set<() => void>()

/** Sets how long the cookie lives. The badge has it from the server: shop.config.ts would be one of the largest scripts of a page. */
export function keepCartCount(days: number): void {
  keptDays = days
}

/** The number to show now. */
export function readCartCount(): number {
  return settled === null ? readCookie() : settled + onTheWay
}

/** The number that the server has confirmed. */
export function readSettledCount(): number {
  return settled ?? readCookie()
}

/** Counts lamps before the server has answered. Call the result with true when the server added them, else with false. */
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

/** Sets the count to the number that the server rendered. */
export function correctCartCount(count: number): void {
  if (count === readCookie()) return
  writeCookie(count)
  notify()
}

/** Reads the cookie again, after an action that may have changed the whole cart. */
export function rereadCartCount(): void {
  notify()
}

/** Calls the listener when the number may have changed. Listens to focus and pageshow too, because of other tabs. */
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

/** True when the browser keeps the cart's cookies. The server sets this one together with the cart's own, which no script can read. */
export function hasCartCookie(): boolean {
  return navigator.cookieEnabled && /(?:^|; )cart-count=/.test(document.cookie)
}

function readCookie(): number {
  return Number(/(?:^|; )cart-count=(\d{1,4})(?:;|$)/.exec(document.cookie)?.[1] ?? 0)
}

function writeCookie(count: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `cart-count=${count}; Path=/; Max-Age=${keptDays * 86_400}; SameSite=Lax${secure}`
}

function notify(): void {
  for (const listener of listeners) listener()
}
