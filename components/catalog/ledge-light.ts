export type Ledge = HTMLDivElement

const movements = ['pointermove', 'touchstart', 'scroll', 'keydown'] as const

/**
 * Lights the lamp of the ledge that is under the pointer, has the keyboard's focus, or, on a touch screen, is in the
 * middle of the scrolled page. Sets attributes only; ledge.css shows the light.
 * @returns a function that stops it
 */
export function watchLedge(ledge: Ledge): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const links = [...ledge.querySelectorAll<HTMLAnchorElement>('.ledge-links a')]
  const layers = [...ledge.querySelectorAll<HTMLImageElement>('.ledge-layer')]
  const dark = ledge.querySelector<HTMLImageElement>('.ledge-dark')
  const touch = matchMedia('(hover: none)').matches
  let wanted = -1

  // The browser loads the layers only after the first movement.
  function wake() {
    if (ledge.dataset.awake !== undefined) return
    ledge.dataset.awake = ''
    dark?.decode().then(
      () => light(wanted),
      () => {},
    )
  }

  function light(index: number) {
    wanted = index
    if (!dark?.complete || dark.naturalWidth === 0) return
    ledge.toggleAttribute('data-near', index >= 0)
    for (const [place, layer] of layers.entries()) layer.toggleAttribute('data-lit', place === index)
    for (const [place, link] of links.entries()) link.toggleAttribute('data-lit', place === index)
  }

  function indexOf(target: EventTarget | null): number {
    const link = target instanceof Element ? target.closest('a') : null
    return link ? links.indexOf(link) : -1
  }

  function lightMiddle() {
    const { bottom } = ledge.getBoundingClientRect()
    if (bottom < 80) return light(-1)
    const middle = document.documentElement.clientWidth / 2
    light(links.findIndex((link) => link.getBoundingClientRect().right >= middle))
  }

  for (const movement of movements) window.addEventListener(movement, wake, { signal, passive: true, capture: true })
  ledge.addEventListener('focusin', ({ target }) => light(indexOf(target)), { signal })
  ledge.addEventListener('focusout', () => light(-1), { signal })
  if (touch) {
    ledge.addEventListener('scroll', lightMiddle, { signal, passive: true })
    window.addEventListener('scroll', lightMiddle, { signal, passive: true })
  } else {
    ledge.addEventListener('pointermove', ({ target }) => light(indexOf(target)), { signal, passive: true })
    ledge.addEventListener('pointerleave', () => light(-1), { signal })
  }
  return () => stop.abort()
}
