import type { ReactNode } from 'react'

/** Everything below is a file: built once, refreshed by tag, with nothing in it that depends on who asks. */
export const ensureStatic = 'navigation'

export default function BrowseLayout({ children }: { children: ReactNode }) {
  return children
}
