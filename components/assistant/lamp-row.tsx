import Link from 'next/link'
import { type ReactNode, useId, useState } from 'react'
import { LampPicture } from '#components/assistant/lamp-picture.tsx'
import { CartForm } from '#components/cart/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatMoney } from '#lib/money.ts'
import type { LampCard } from '#shop/assistant/cards.ts'

type Finish = LampCard['finishes'][number]

/** A lamp in an answer: photograph, price, and a form that adds one of its finishes to the cart. */
export function LampRow({ lamp }: { lamp: LampCard }) {
  const available = lamp.finishes.filter(({ stock }) => stock > 0)
  const [chosenId, setChosenId] = useState(available[0]?.id ?? '')
  const chosen = available.find(({ id }) => id === chosenId)
  return (
    <LampFrame lamp={lamp} finish={chosen}>
      {chosen ? (
        <CartForm compact>
          <FinishChoice lamp={lamp} finishes={available} chosen={chosen} onChoose={setChosenId} />
        </CartForm>
      ) : (
        <p className="pt-2 text-quiet text-small">Sold out.</p>
      )}
    </LampFrame>
  )
}

type LampFrameProps = { lamp: LampCard; finish: Finish | undefined; children: ReactNode }

/** The photograph in a finish, the name and the price of a lamp, with `children` below. */
export function LampFrame({ lamp, finish, children }: LampFrameProps) {
  const { slug, name, price, tagline, photograph, pictured, reason } = lamp
  const isOther = finish && !finish.photograph && photograph && pictured !== finish.name
  return (
    <article className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4">
      <Link href={`/products/${slug}`} prefetch={false} tabIndex={-1} aria-hidden="true" className="block">
        <LampPicture photograph={finish?.photograph ?? photograph} colour={finish?.hex} />
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
        {isOther && (
          <p className="pt-1 text-quiet text-small">
            <span
              aria-hidden="true"
              className="swatch mr-1.5 size-3.5 align-[-0.125rem]"
              style={{ backgroundColor: finish.hex }}
            />
            {pictured ? `The picture shows ${pictured}.` : 'The picture may show another finish.'}
          </p>
        )}
        {children}
      </div>
    </article>
  )
}

type FinishChoiceProps = {
  lamp: LampCard
  finishes: readonly Finish[]
  chosen: Finish
  onChoose: (id: string) => void
}

/** The choice of a finish, when there are several, and the button. */
function FinishChoice({ lamp, finishes, chosen, onChoose }: FinishChoiceProps) {
  const id = useId()
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
            value={chosen.id}
            onChange={(event) => onChoose(event.target.value)}
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
          <input type="hidden" name="variantId" value={chosen.id} />
          <span className="text-small">{chosen.name}</span>
        </>
      )}
      <Button type="submit" look="quiet" className="min-h-11! px-4! py-1.5! text-small!">
        Add to cart
        <span className="sr-only"> {lamp.name}</span>
      </Button>
    </div>
  )
}
