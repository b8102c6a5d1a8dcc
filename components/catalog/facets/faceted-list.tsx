'use client'

import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ListPlace } from '#components/catalog/facets/list-state.ts'
import type { Narrowing } from '#components/catalog/facets/narrowing.tsx'
import { SortSelect } from '#components/catalog/facets/sort-select.tsx'
import { useListAddress } from '#components/catalog/facets/use-list-address.ts'
import { countLamps } from '#components/catalog/facets/words.ts'
import { facetKeys } from '#shop/catalog/facet-keys.ts'

type FacetedListProps = ListPlace & {
  /** the lamps of the whole list */
  count: number
  /** the list as it is in the page's file */
  children: ReactNode
}

/** Kept for the other lists that somebody looks at, so that a step back shows its lamps at once. */
let known: Narrowing | null = null
let loading: Promise<Narrowing | null> | null = null

const narrows = new RegExp(`[?&](${[...facetKeys, 'sort'].join('|')})=`)

/**
 * A list that can be narrowed and sorted. The page is a file with the whole list; the browser narrows it over a small index, which
 * it loads with its code when somebody is about to. What is chosen is in the address. Without JavaScript, and for a large catalogue,
 * the button sends a form to the search page, which the shop renders.
 */
export function FacetedList({ count, children, ...place }: FacetedListProps) {
  const { scope, path, pagePath } = place
  const address = useListAddress(path, pagePath)
  const [narrowing, setNarrowing] = useState(known)
  const [asked, setAsked] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = narrowing?.read(address, place) ?? null
  const isWaiting = !list && narrows.test(address)
  const isNarrowed = list?.narrowed ?? isWaiting

  async function load() {
    loading ??= import('#components/catalog/facets/narrowing.tsx').then((module) => module.loadNarrowing())
    loading.catch(() => {
      loading = null
    })
    known = await loading
    setNarrowing(known)
    return known
  }

  /**
   * Narrows here, or where the shop does.
   * @param parameters for the search page, beside those of this address
   * @param how whether the search page is a step of its own, or takes the place of this address
   */
  async function need(parameters: Record<string, string> = {}, how: 'assign' | 'replace' = 'assign') {
    const loaded = await load().catch(() => null)
    if (loaded) return loaded
    const all = new URLSearchParams(location.search)
    for (const [name, value] of [...Object.entries(scope), ...Object.entries(parameters)]) all.set(name, String(value))
    location[how](`/search?${all}`)
    return null
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the address begins to narrow the list
  useEffect(() => {
    // A step back must not lead here again, where it would be sent forward.
    if (isWaiting) void need({}, 'replace')
  }, [isWaiting])
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the whole list may be seen, or the narrowed one is there
  useEffect(() => {
    // During hydration nobody has read the address yet.
    if (list || !narrows.test(location.search)) delete document.documentElement.dataset.narrowed
  }, [list !== null, isWaiting])

  // Next keeps left pages mounted but hidden; without this, going back would show an open panel.
  useLayoutEffect(() => () => setAsked(false), [])

  function open(event: FormEvent) {
    event.preventDefault()
    setAsked(true)
    void need({ show: 'filter' })
  }

  // Whoever only points at the button hears nothing of a failure.
  const prepare = () => void load().catch(() => {})
  return (
    <>
      <div className="mb-5 md:mb-7">
        <div className="flex items-center gap-x-3 sm:gap-x-5">
          <form action="/search" onSubmit={open} onPointerEnter={prepare} onFocus={prepare}>
            <input type="hidden" name="show" value="filter" />
            {Object.entries(scope).map(([facet, values]) => (
              <input key={facet} type="hidden" name={facet} value={values[0]} />
            ))}
            <button
              ref={button}
              type="submit"
              aria-haspopup="dialog"
              aria-busy={asked && !list}
              className="facet-button"
            >
              Filter
            </button>
          </form>
          <p role="status" className="mr-auto min-w-0 text-quiet text-small tabular-nums">
            {isWaiting ? '' : countLamps(list?.narrowed ? list.places.length : count)}
          </p>
          <SortSelect
            sort={list?.sort ?? null}
            onSort={(sort) =>
              void need(sort ? { sort } : {}).then((loaded) => loaded?.read(address, place).onSort(sort))
            }
          />
        </div>
        {narrowing && list && <narrowing.ChosenValues list={list} onEmpty={() => button.current?.focus()} />}
      </div>
      {narrowing && list && asked && <narrowing.FacetPanel list={list} onClose={() => setAsked(false)} />}
      <div className="list-lamps">
        {narrowing && list?.narrowed && <narrowing.NarrowedLamps list={list} cards={narrowing.cards} />}
        <div hidden={isNarrowed && !isWaiting} className={isWaiting ? 'invisible' : undefined}>
          {children}
        </div>
      </div>
    </>
  )
}
