'use client'

import Link from 'next/link'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { lampSizes } from '#components/sizes.ts'

/**
 * The link to a lamp's page. When somebody reaches for it, the page and its first photograph are fetched, so that
 * both are there when they press. Only the shared shell of the page is fetched before that.
 */
export function ProductLink({ slug, className, children }: { slug: string; className?: string; children: ReactNode }) {
  const [near, setNear] = useState(false)

  function reach(event: SyntheticEvent<HTMLElement>) {
    if (near) return
    setNear(true)
    fetchPhotograph(event.currentTarget.closest('.passing'))
  }

  return (
    <Link
      href={`/products/${slug}`}
      prefetch={near ? true : 'auto'}
      onPointerEnter={reach}
      onTouchStart={reach}
      onFocus={reach}
      className={className}
    >
      {children}
    </Link>
  )
}

/** Fetches the size that the lamp's own page will show, of the photograph that is shown here. */
function fetchPhotograph(card: Element | null): void {
  const shown = [...(card?.querySelectorAll('.lamp img') ?? [])].find(
    (image) => getComputedStyle(image).display !== 'none',
  )
  const copy = shown?.closest('picture')?.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return
  for (const source of copy.querySelectorAll<HTMLSourceElement | HTMLImageElement>('source, img'))
    source.sizes = lampSizes
  const image = copy.querySelector('img')
  if (!image) return
  image.fetchPriority = 'low'
  image.loading = 'eager'
}
