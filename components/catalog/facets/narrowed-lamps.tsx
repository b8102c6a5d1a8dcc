import { useEffect, useState } from 'react'
import type { Cards } from '#components/catalog/facets/cards.ts'
import type { ListState } from '#components/catalog/facets/list-state.ts'
import { ProductGrid } from '#components/catalog/product-grid.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ProductCard } from '#shop/catalog/types.ts'

/** Lamps on one screen of a narrowed list. */
export const lampsOfScreen = 36

type NarrowedLampsProps = { list: ListState; cards: Cards }

/** The lamps that are left. Until their cards are there, the ones before stay. */
export function NarrowedLamps({ list: { places, screens, onMore, onClear }, cards }: NarrowedLampsProps) {
  const shown = places.slice(0, screens * lampsOfScreen)
  const found = useCards(cards, shown)
  if (found === 'failed') {
    return <p role="alert">The shop cannot be reached right now. Check your connection, then choose again.</p>
  }
  if (places.length === 0) {
    return (
      <div className="py-10">
        <p className="text-lead">No lamp has all of this.</p>
        <Button look="quiet" type="button" className="mt-5" onClick={onClear}>
          Clear all
        </Button>
      </div>
    )
  }
  return (
    <>
      <ProductGrid products={found} first />
      {places.length > shown.length && (
        <p className="mt-14 flex flex-wrap items-center gap-6">
          <Button look="quiet" type="button" onClick={onMore}>
            Show more lamps
          </Button>
          <span className="text-quiet tabular-nums">
            {shown.length} of {places.length}
          </span>
        </p>
      )}
    </>
  )
}

function useCards(cards: Cards, places: readonly number[]): readonly ProductCard[] | 'failed' {
  const known = cards.find(places)
  const [before, setBefore] = useState<readonly ProductCard[] | 'failed'>(known ?? [])
  const wanted = places.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list with the same places is the same
  useEffect(() => {
    let left = false
    cards.load(places).then(
      () => left || setBefore(cards.find(places) ?? []),
      () => left || setBefore('failed'),
    )
    return () => {
      left = true
    }
  }, [cards, wanted])
  return known ?? before
}
