'use client'

import Link from 'next/link'
import { type ComponentProps, type SyntheticEvent, useState } from 'react'
import { lampSizes } from '#components/ui/sizes.ts'
import { usePointerNavigation } from '#components/ui/use-pointer-navigation.ts'

type PrefetchLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch' | 'onClick' | 'onPointerDown'> & {
  href: string
  /** what Next prefetches when the link is visible; false for pages that are rendered on request */
  prefetch?: 'auto' | false
}

/**
 * A link whose page is prefetched on hover, touch or focus, and that opens when a mouse presses it. A link to a lamp also
 * preloads the lamp's large photograph when a small one stands beside the link.
 */
export function PrefetchLink({ prefetch = 'auto', ...link }: PrefetchLinkProps) {
  const [prefetched, setPrefetched] = useState(false)
  const navigation = usePointerNavigation(link.href)

  function load(event: SyntheticEvent<HTMLElement>) {
    if (prefetched) return
    setPrefetched(true)
    if (link.href.startsWith('/products/')) preloadPhotograph(event.currentTarget.closest('.passing'))
  }

  return (
    <Link
      {...link}
      {...navigation}
      prefetch={prefetched ? true : prefetch}
      onPointerEnter={load}
      onTouchStart={load}
      onFocus={load}
    />
  )
}

/** Loads the photograph that the card shows, in the size that the lamp's page will show. */
function preloadPhotograph(card: Element | null): void {
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
