'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { findPlace, type Place, sections } from '#components/admin/frame/places.ts'
import { useCounts } from '#components/admin/frame/use-counts.ts'
import type { AdminCounts } from '#shop/admin/types.ts'

type Props = {
  id: string
  counts: AdminCounts
  hasChaos: boolean
  /** above the navigation */
  head: ReactNode
  /** below it */
  foot: ReactNode
}

/**
 * The side of the admin: a column, or on a narrow screen a drawer. The drawer is a popover, which a button opens and Escape closes
 * without JavaScript.
 */
export function AdminNavigation({ id, counts: given, hasChaos, head, foot }: Props) {
  const path = usePathname()
  const parameters = useSearchParams()
  const address = `${path}?${parameters}`
  const counts = useCounts(given, address)
  const here = findPlace(path, parameters)
  const side = useRef<HTMLElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when another page is shown
  useEffect(() => close(side.current), [address])

  useEffect(() => {
    const drawer = side.current
    // The page under the drawer is covered, so the focus may not be there.
    const onLeave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !drawer?.contains(relatedTarget)) close(drawer)
    }
    drawer?.addEventListener('focusout', onLeave)
    return () => drawer?.removeEventListener('focusout', onLeave)
  }, [])

  return (
    <aside ref={side} id={id} popover="auto" aria-label="Admin menu" className="admin-side">
      {head}
      <nav aria-label="Admin">
        {sections.map(({ title, places }) => (
          <section key={title ?? ''} aria-label={title ?? 'Overview'}>
            {title && <h2>{title}</h2>}
            <ul>
              {places
                .filter(({ chaos }) => hasChaos || !chaos)
                .map((place) => (
                  <li key={place.href}>
                    <PlaceLink place={place} count={place.count ? counts[place.count] : 0} isHere={place === here} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
      {foot}
    </aside>
  )
}

/** Closes the drawer. Browsers without popovers show the navigation above the page. */
function close(drawer: HTMLElement | null): void {
  if (drawer && 'popover' in drawer && drawer.matches(':popover-open')) drawer.hidePopover()
}

function PlaceLink({ place, count, isHere }: { place: Place; count: number; isHere: boolean }) {
  const described = `count-${place.count}`
  return (
    <>
      <Link
        href={place.href}
        prefetch={false}
        className="admin-place"
        aria-current={isHere ? 'page' : undefined}
        aria-describedby={count > 0 ? described : undefined}
      >
        {place.label}
      </Link>
      {count > 0 && (
        <span id={described} className={place.urgent ? 'admin-count urgent' : 'admin-count'}>
          {count > 999 ? '999+' : count}
          <span className="sr-only"> {place.counted?.[count === 1 ? 0 : 1]}</span>
        </span>
      )}
    </>
  )
}
