import type { ReactNode } from 'react'

/** Next prerenders every page in this group and renders it again when one of its cache tags expires. None depends on the visitor. */
export const ensureStatic = 'navigation'

export default function BrowseLayout({ children }: { children: ReactNode }) {
  return children
}
