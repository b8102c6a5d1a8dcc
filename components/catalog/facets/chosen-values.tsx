import { useEffect, useRef } from 'react'
import { nameValue } from '#components/catalog/facets/groups.ts'
import type { ListState } from '#components/catalog/facets/list-state.ts'

type ChosenValuesProps = {
  list: ListState
  /** takes the focus when the last value is gone */
  onEmpty: () => void
}

/** What is chosen, each with a button that takes it away. */
export function ChosenValues({ list: { values, onToggle, onClear }, onEmpty }: ChosenValuesProps) {
  const list = useRef<HTMLUListElement>(null)
  const removed = useRef(false)
  // The button that was pressed is gone, and the focus with it.
  useEffect(() => {
    if (!removed.current) return
    removed.current = false
    const next = list.current?.querySelector('button')
    if (values.length > 0 && next) next.focus()
    else onEmpty()
  }, [values.length, onEmpty])
  const remove = (act: () => void) => () => {
    removed.current = true
    act()
  }
  if (values.length === 0) return null
  return (
    <ul ref={list} aria-label="Chosen" className="flex flex-wrap gap-2 pt-3">
      {values.map((value) => (
        <li key={`${value.facet}-${value.value}`}>
          <button
            type="button"
            aria-label={`Remove ${nameValue(value)}`}
            className="inline-flex min-h-11 items-center gap-2 rounded-sm border border-light px-3.5 text-small hover:border-ink"
            onClick={remove(() => onToggle(value.facet, value.value))}
          >
            {nameValue(value)}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link min-h-11 px-2 text-small" onClick={remove(onClear)}>
          Clear all
        </button>
      </li>
    </ul>
  )
}
