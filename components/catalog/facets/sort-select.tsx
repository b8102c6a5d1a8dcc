import { sortOptions } from '#components/catalog/facets/words.ts'
import { sorts } from '#shop/catalog/facet-keys.ts'
import type { Sort } from '#shop/catalog/facet-types.ts'

type SortSelectProps = {
  sort: Sort | null
  /** without it, the select is part of a form that somebody sends */
  onSort?: (sort: Sort | null) => void
}

/** The order of a list. */
export function SortSelect({ sort, onSort }: SortSelectProps) {
  const state = onSort
    ? {
        value: sort ?? '',
        onChange: ({ target }: { target: HTMLSelectElement }) =>
          onSort(sorts.find((one) => one === target.value) ?? null),
      }
    : { name: 'sort', defaultValue: sort ?? '' }
  return (
    <label
      className={
        onSort ? 'with-script flex min-w-0 items-center gap-2 text-small' : 'flex items-center gap-3 text-small'
      }
    >
      <span className={onSort ? 'text-quiet max-sm:sr-only' : 'font-strong'}>Sort by</span>
      <select className="min-h-11 min-w-0 max-w-full rounded-sm bg-paper pr-1" {...state}>
        {sortOptions.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
