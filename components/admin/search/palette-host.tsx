'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type MouseEvent, useEffect, useSyncExternalStore } from 'react'
import { turnPalette, usePaletteOpen } from '#components/admin/search/opening.ts'

// The browser loads the palette when somebody opens it.
const Palette = dynamic(() => import('#components/admin/search/palette.tsx').then((module) => module.Palette), {
  ssr: false,
})

const never = () => () => {
  // The platform of a browser does not change.
}
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** Opens the command palette. Without JavaScript, or in a new tab, it is a link to the search page. */
export function SearchLink() {
  const apple = useSyncExternalStore(never, isApple, () => false)
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    turnPalette(true)
  }
  return (
    <Link
      href="/admin/search"
      prefetch={false}
      className="admin-search"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onClick}
    >
      Search
      <span className="admin-key" aria-hidden="true">
        {apple ? '⌘ K' : 'Ctrl K'}
      </span>
    </Link>
  )
}

/** Listens to Ctrl-K and Cmd-K, and holds the palette while it is open. */
export function PaletteHost({ mayEdit, hasChaos }: { mayEdit: boolean; hasChaos: boolean }) {
  const isOpen = usePaletteOpen()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      turnPalette(true)
    }
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('keydown', onKey)
      turnPalette(false)
    }
  }, [])
  return isOpen && <Palette mayEdit={mayEdit} hasChaos={hasChaos} onClose={() => turnPalette(false)} />
}
