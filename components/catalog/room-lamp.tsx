import type { CSSProperties } from 'react'
import { CartForm } from '#components/cart/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PrefetchLink } from '#components/ui/prefetch-link.tsx'
import { formatMoney } from '#lib/money.ts'
import type { Hotspot } from '#shop/catalog/types.ts'

type RoomLampProps = {
  /** unique on the page */
  id: string
  lamp: Hotspot
}

/** The spot of a lamp in a room, and the card that it opens: a popover, which needs no script. */
export function RoomLamp({ id, lamp: { slug, name, x, y, price, finish } }: RoomLampProps) {
  const label = finish ? `${name} in ${finish.name.toLowerCase()}` : name
  const spot = { left: `${x * 100}%`, top: `${y * 100}%`, anchorName: `--${id}` } as CSSProperties
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} title={label} className="hotspot" style={spot} />
      <div id={id} popover="auto" className="spot-card" style={{ positionAnchor: `--${id}` } as CSSProperties}>
        <p className="flex items-baseline justify-between gap-4">
          <PrefetchLink href={`/products/${slug}`} className="link font-strong">
            {name}
          </PrefetchLink>
          <span className="tabular-nums">{formatMoney(finish?.price ?? price)}</span>
        </p>
        {finish ? (
          <CartForm compact>
            <p className="mt-0.5 text-quiet text-small">In {finish.name.toLowerCase()}</p>
            <input type="hidden" name="variantId" value={finish.id} />
            <Button type="submit" className="mt-3 w-full">
              Add to cart
            </Button>
          </CartForm>
        ) : (
          <p className="mt-0.5 text-quiet text-small">Sold out</p>
        )}
      </div>
    </>
  )
}
