import { ShopFrame } from '#app/(shop)/frame.tsx'
import NotFound, { metadata } from '#app/(shop)/not-found.tsx'

export { metadata }

/** For addresses without any page: they are in no group, so the frame of the shop comes from here. */
export default function NowhereFound() {
  return (
    <ShopFrame>
      <NotFound />
    </ShopFrame>
  )
}
