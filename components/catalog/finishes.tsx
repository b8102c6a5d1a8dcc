'use client'

import { useState } from 'react'
import { useLiveStock } from '#components/catalog/live-stock.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Finish } from '#shop/catalog/types.ts'

/** The data of a finish without its photograph, which the gallery shows. */
export type FinishChoice = Pick<Finish, 'id' | 'name' | 'hex' | 'stock'> & {
  /** its price where the lamp's own is another one */
  price: string | null
  /** 'own': it has its own photograph. 'lamp': the lamp's main photograph shows it. 'none': no photograph shows it. */
  picture: 'own' | 'lamp' | 'none'
}

type FinishesProps = { slug: string; finishes: readonly FinishChoice[] }

/**
 * The choice of a finish, and the button. The page is a file, so the browser asks for the stock when somebody chooses or presses,
 * or points at what is sold out. The server checks it again when the lamp is added to the cart.
 */
export function Finishes({ slug, finishes }: FinishesProps) {
  const { live, ask } = useLiveStock(slug)
  const stocked = finishes.map((finish) => ({ ...finish, held: 0, ...live?.get(finish.id) }))
  const [chosenId, setChosenId] = useState(() => (finishes.find(({ stock }) => stock > 0) ?? finishes[0])?.id)
  const chosen = stocked.find(({ id }) => id === chosenId)
  return (
    <>
      <div role="radiogroup" aria-labelledby="finish-label" onPointerDown={ask} onFocus={ask}>
        <p id="finish-label" className="mb-2 text-small font-strong">
          Finish
        </p>
        <div className="grid grid-cols-2 gap-2">
          {stocked.map((finish, index) => (
            <label key={finish.id} className="finish" {...(finish.stock <= 0 && { onPointerEnter: ask })}>
              <input
                type="radio"
                name="variantId"
                value={finish.id}
                data-finish={index}
                data-picture={finish.picture}
                defaultChecked={finish.id === chosenId}
                disabled={finish.stock <= 0 && finish.id !== chosenId}
                onChange={() => setChosenId(finish.id)}
                className="finish-input"
              />
              <span aria-hidden="true" className="swatch size-7 shrink-0" style={{ backgroundColor: finish.hex }} />
              <span className="grow leading-tight">
                {finish.name}
                <span className="block text-small text-quiet tabular-nums">
                  {describeStock(finish)}
                  {finish.picture === 'none' && ', no photograph'}
                  {finish.price && `, ${finish.price}`}
                </span>
              </span>
            </label>
          ))}
        </div>
      </div>
      <Button
        type="submit"
        className="mt-6 w-full"
        disabled={chosen ? chosen.stock <= 0 : true}
        onPointerDown={ask}
        onFocus={ask}
      >
        {chosen && chosen.stock <= 0 ? describeStock(chosen) : 'Add to cart'}
      </Button>
    </>
  )
}

function describeStock({ stock, held }: { stock: number; held: number }): string {
  if (stock <= 0) return held > 0 ? "In somebody's cart, try again soon" : 'Sold out'
  return stock <= 5 ? `${stock} left` : 'In stock'
}
