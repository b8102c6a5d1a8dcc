import type { ReactNode } from 'react'
import { ShopFrame } from '#app/(shop)/frame.tsx'

/** Both groups of the shop share one frame, so that the assistant stays open from a lamp to the cart. */
export default function ShopLayout({ children }: { children: ReactNode }) {
  return <ShopFrame>{children}</ShopFrame>
}
