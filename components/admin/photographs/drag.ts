'use client'

/** Within this many pixels of the window's edge the page scrolls, so that a photograph can be dragged through a long list. */
const edge = 72
const step = 10

type Following = {
  /** called in every frame with the photograph under the pointer, and the pointer's y */
  over: (item: HTMLElement, y: number) => void
  end: () => void
}

/**
 * Follows the pointer from a press on a photograph's handle until it is released. Listens on the window, because an
 * element that moves in the page loses the pointer.
 */
export function followPointer(startY: number, { over, end }: Following): void {
  const leave = new AbortController()
  const { signal } = leave
  let at: { x: number; y: number } | null = null
  const move = ({ clientX, clientY }: PointerEvent) => {
    at = { x: clientX, y: clientY }
  }
  const stop = () => {
    leave.abort()
    look()
    end()
  }
  const look = () => {
    if (!at || at.y === startY) return
    const item = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-photograph]')
    if (item) over(item, at.y)
  }
  const frame = () => {
    if (signal.aborted) return
    if (at && at.y < edge) window.scrollBy(0, -step)
    if (at && at.y > window.innerHeight - edge) window.scrollBy(0, step)
    look()
    requestAnimationFrame(frame)
  }
  window.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', stop, { signal })
  window.addEventListener('pointercancel', stop, { signal })
  requestAnimationFrame(frame)
}
