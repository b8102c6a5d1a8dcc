import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { TitleKeeper } from '#components/ui/title-keeper.tsx'

// The server renders cart, orders and search for each request, and sends each page whole (`instant = false`, no
// `<Suspense>`): a script has to put streamed parts into place, and these pages must work without JavaScript.
// Next prefetches none of them, because every page links to the cart and would cause a request.
export const prefetch = 'force-disabled'

export const metadata: Metadata = { robots: { index: false } }

export default function PersonalLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <TitleKeeper />
    </>
  )
}
