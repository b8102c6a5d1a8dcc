import Link from 'next/link'
import { type ReactNode, useId, useState } from 'react'
import { LampPicture } from '#components/assistant/lamp-picture.tsx'
import { CartForm } from '#components/cart/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'
import { formatMoney } from '#lib/money.ts'
import type { LampCard } from '#shop/assistant/cards.ts'

/** A lamp in an answer: photograph, price, and a form that adds one of its finishes to the cart. */
export function LampRow({ lamp, addToCart }: { lamp: LampCard; addToCart: Action }) {
  const available = lamp.finishes.filter(({ stock }) => stock > 0)
  return (
    <LampFrame lamp={lamp}>
      {available.length > 0 ? (
        <CartForm action={addToCart} compact>
          <FinishChoice lamp={lamp} finishes={available} />
        </CartForm>
      ) : (
        <p className="pt-2 text-quiet text-small">Sold out.</p>
      )}
    </LampFrame>
  )
}

/** The photograph, name and price of a lamp, with `children` below. */
export function LampFrame({ lamp, children }: { lamp: LampCard; children: ReactNode }) {
  const { slug, name, price, tagline, photograph, reason } = lamp
  return (
    <article className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4">
      <Link href={`/products/${slug}`} prefetch={false} tabIndex={-1} aria-hidden="true" className="block">
        <LampPicture photograph={photograph} />
      </Link>
      <div>
        <div className="flex items-baseline justify-between gap-3">
          <h3 className="font-strong">
            <Link href={`/products/${slug}`} prefetch={false} className="hover:underline">
              {name}
            </Link>
          </h3>
          <p className="tabular-nums">{formatMoney(price)}</p>
        </div>
        <p className="text-quiet text-small">{reason ?? tagline}</p>
        {children}
      </div>
    </article>
  )
}

/** The choice of a finish, when there are several, and the button. */
function FinishChoice({ lamp, finishes }: { lamp: LampCard; finishes: LampCard['finishes'] }) {
  const id = useId()
  const [chosen, setChosen] = useState(finishes[0]?.id ?? '')
  return (
    <div className="flex flex-wrap items-center gap-2 pt-2.5">
      {finishes.length > 1 ? (
        <>
          <label htmlFor={id} className="sr-only">
            Finish of {lamp.name}
          </label>
          <select
            id={id}
            name="variantId"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className="min-h-11 min-w-0 max-w-full rounded-sm border border-line bg-paper px-2.5 text-small hover:border-quiet"
          >
            {finishes.map((finish) => (
              <option key={finish.id} value={finish.id}>
                {finish.name}
              </option>
            ))}
          </select>
        </>
      ) : (
        <>
          <input type="hidden" name="variantId" value={chosen} />
          <span className="text-small">{finishes[0]?.name}</span>
        </>
      )}
      <Button type="submit" look="quiet" className="min-h-11! px-4! py-1.5! text-small!">
        Add to cart
        <span className="sr-only"> {lamp.name}</span>
      </Button>
    </div>
  )
}
