'use client'

import { useRouter } from 'next/navigation'
import { type MouseEvent, type PointerEvent, useRef } from 'react'

/** CSS pixels that a hand may slip between pressing and releasing. */
const slip = 24

/**
 * Opens the page of a link when a mouse presses it, not when it releases it: that saves the time of a click, about 50 to 100 ms.
 * Whoever drags the link, or releases the button elsewhere, did not mean it, and gets the page back
 * (https://www.w3.org/WAI/WCAG22/Understanding/pointer-cancellation.html). Everything else is a click as ever: fingers and pens,
 * which may be about to scroll, keys, other buttons, and modifiers, which open tabs and windows.
 */
export function usePointerNavigation(href: string) {
  const router = useRouter()
  const opened = useRef(false)

  function onPointerDown(event: PointerEvent<HTMLAnchorElement>) {
    opened.current = false
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (event.pointerType !== 'mouse' || event.button !== 0 || !isPlain || event.defaultPrevented) return
    const left = window.location.href
    if (new URL(href, left).href === left) return
    opened.current = true
    router.push(href)
    watchRelease(event, () => {
      // Before the new page is shown, its entry is not in the history.
      if (window.location.href === left) router.replace(left, { scroll: false })
      else router.back()
    })
  }

  /** The click that follows has been answered. A click without a pointer comes from a key or from assistive technology. */
  function onClick(event: MouseEvent) {
    if (opened.current && event.detail > 0) event.preventDefault()
    opened.current = false
  }

  return { onPointerDown, onClick }
}

/** Calls `takeBack` when the pointer is released elsewhere, or drags. */
function watchRelease({ clientX, clientY, pointerId }: PointerEvent, takeBack: () => void): void {
  const released = new AbortController()
  const listen = (type: 'pointerup' | 'pointercancel', isElsewhere: (event: globalThis.PointerEvent) => boolean) =>
    window.addEventListener(
      type,
      (event) => {
        if (event.pointerId !== pointerId) return
        released.abort()
        if (isElsewhere(event)) takeBack()
      },
      { signal: released.signal, capture: true },
    )
  listen('pointerup', (event) => Math.hypot(event.clientX - clientX, event.clientY - clientY) > slip)
  listen('pointercancel', () => true)
}
