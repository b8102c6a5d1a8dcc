'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/**
 * On a touch screen, lights the lamp in the middle of the screen while somebody scrolls, one at a time. Lights nothing
 * before the first scroll.
 */
export function PassingLight({ children }: { children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!area.current || !matchMedia('(hover: none)').matches) return
    const cards = area.current.querySelectorAll<HTMLElement>('.passing')
    let moved = false
    let lit: HTMLElement | undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!moved) return
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting && target === lit) {
            lit.removeAttribute('data-lit')
            lit = undefined
          } else if (isIntersecting && !lit && target instanceof HTMLElement) {
            lit = target
            lit.dataset.lit = ''
          }
        }
      },
      { rootMargin: '-46% 0px -46% 0px' },
    )
    for (const card of cards) observer.observe(card)
    const onScroll = () => {
      moved = true
    }
    window.addEventListener('scroll', onScroll, { once: true, passive: true })
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', onScroll)
    }
  }, [])

  return <div ref={area}>{children}</div>
}
