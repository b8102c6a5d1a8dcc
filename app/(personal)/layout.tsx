import type { Metadata } from 'next'
import type { ReactNode } from 'react'

// Cart, orders and search are made for one request. Each page comes in one piece (`instant = false`, and nothing under
// `<Suspense>`): parts that stream in are put into place by a script, and these pages must also work where none runs.
// None is fetched before it is asked for, since that would be a request for every page that links to the cart.
export const prefetch = 'force-disabled'

export const metadata: Metadata = { robots: { index: false } }

export default function PersonalLayout({ children }: { children: ReactNode }) {
  return children
}
