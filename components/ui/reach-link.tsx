'use client'

import Link from 'next/link'
import { type ComponentProps, type SyntheticEvent, useState } from 'react'
import { lampSizes } from '#components/ui/sizes.ts'

type ReachLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & {
  href: string
  /** what to fetch before anybody reaches: the shell that links of a kind share, or nothing, for pages made on request */
  ahead?: 'auto' | false
}

/**
 * A link whose page is fetched when somebody reaches for it, so that it is there when they press. A lamp's link fetches
 * the lamp's large photograph as well, if there is a small one beside it.
 */
export function ReachLink({ ahead = 'auto', ...link }: ReachLinkProps) {
  const [reached, setReached] = useState(false)

  function reach(event: SyntheticEvent<HTMLElement>) {
    if (reached) return
    setReached(true)
    if (link.href.startsWith('/products/')) fetchPhotograph(event.currentTarget.closest('.passing'))
  }

  return (
    <Link {...link} prefetch={reached ? true : ahead} onPointerEnter={reach} onTouchStart={reach} onFocus={reach} />
  )
}

/** Fetches the size that the lamp's own page will show, of the photograph that is shown here. */
function fetchPhotograph(card: Element | null): void {
  const images = [...(card?.querySelectorAll('.lamp img') ?? [])]
  const shown = images.find((image) => getComputedStyle(image).display !== 'none')
  const copy = shown?.closest('picture')?.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return
  for (const source of copy.querySelectorAll('source')) source.sizes = lampSizes
  const image = copy.querySelector('img')
  if (!image) return
  image.fetchPriority = 'low'
  image.loading = 'eager'
}
