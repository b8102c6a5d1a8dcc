'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState, useTransition } from 'react'
import type { LocalSearch } from '#components/catalog/search/local-search.ts'
import { longestQuery } from '#components/catalog/search-query.ts'
import { createSuggester, type Suggester } from '#components/catalog/suggester.ts'
import { listAddresses, resultsAddress, SuggestionList } from '#components/catalog/suggestion-list.tsx'
import type { Suggestions } from '#components/catalog/suggestions.ts'
import { Button } from '#components/ui/button.tsx'
import { isComposing } from '#components/ui/composing.ts'

type Shown = { query: string; suggestions: Suggestions }

async function fetchSuggestions(query: string): Promise<Suggestions> {
  const response = await fetch(`/suggestions?${new URLSearchParams({ q: query })}`, {
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
  return response.json()
}

/**
 * The search form: a combobox with a list of suggestions (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Arrow keys, Home
 * and End move through the list, Enter opens the chosen lamp or the results, Escape closes the list.
 * Without JavaScript it is a form.
 */
export function SearchBox({ query }: { query: string }) {
  const router = useRouter()
  const listId = useId()
  const [pending, startTransition] = useTransition()
  const [shown, setShown] = useState<Shown | null>(null)
  const [open, setOpen] = useState(false)
  // By its address, so that the choice survives an answer that arrives later.
  const [chosen, setChosen] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const suggester = useRef<Suggester>(null)
  const local = useRef<LocalSearch>(null)
  const loading = useRef(false)

  useEffect(() => {
    suggester.current = createSuggester(fetchSuggestions, (text, suggestions) => setShown({ query: text, suggestions }))
    return () => suggester.current?.stop()
  }, [])
  // The browser's back button changes the query, too.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = query
  }, [query])

  const addresses = shown ? listAddresses(shown.suggestions, shown.query) : []
  const active = chosen === null ? -1 : addresses.indexOf(chosen)
  const visible = open && shown !== null

  /** Brings the search into the browser. Until it is there, and where it cannot be, the shop answers. */
  async function loadSearch() {
    if (loading.current) return
    loading.current = true
    try {
      const { loadLocalSearch } = await import('#components/catalog/search/local-search.ts')
      local.current = await loadLocalSearch()
      if (!local.current) return
      // From now on an answer of the shop could only be older, also one to what was typed meanwhile.
      suggester.current?.stop()
      const text = input.current?.value.trim() ?? ''
      if (text !== '') setShown({ query: text, suggestions: local.current(text) })
    } catch {
      loading.current = false
    }
  }

  function close() {
    setOpen(false)
    setChosen(null)
  }

  function suggest() {
    const text = input.current?.value.trim() ?? ''
    if (local.current) setShown(text === '' ? null : { query: text, suggestions: local.current(text) })
    else suggester.current?.ask(text)
    if (text === '') setShown(null)
    setOpen(text !== '')
    setChosen(null)
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    close()
    const text = input.current?.value.trim() ?? ''
    startTransition(() => router.push(resultsAddress(text)))
  }

  function activate(index: number) {
    setChosen(addresses[index] ?? null)
    document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' && !visible) return suggest()
    if (!visible) return
    const next = nextOption(event.key, active, addresses.length - 1)
    if (next !== null) activate(next)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && active >= 0) document.getElementById(`${listId}-${active}`)?.click()
    else return
    event.preventDefault()
  }

  return (
    <search>
      <form action="/search" onSubmit={onSubmit} aria-busy={pending} className="relative max-w-[40rem]">
        <div className="flex gap-3">
          <input
            ref={input}
            type="search"
            role="combobox"
            name="q"
            aria-label="Search"
            aria-autocomplete="list"
            aria-expanded={visible}
            aria-controls={listId}
            aria-activedescendant={visible && active >= 0 ? `${listId}-${active}` : undefined}
            placeholder="A name, a room, a colour"
            defaultValue={query}
            onChange={({ nativeEvent }) => (nativeEvent as InputEvent).isComposing || suggest()}
            onCompositionEnd={suggest}
            onKeyDown={onKeyDown}
            onFocus={() => void loadSearch()}
            onBlur={close}
            maxLength={longestQuery}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="search"
            className="block min-h-12 w-full min-w-0 rounded-sm border border-quiet bg-transparent px-3.5 text-body placeholder:text-quiet hover:border-ink [&::-webkit-search-cancel-button]:hidden"
          />
          <Button look="quiet" type="submit">
            Search
          </Button>
        </div>
        {visible && (
          <SuggestionList
            id={listId}
            query={shown.query}
            suggestions={shown.suggestions}
            active={active}
            onChoose={close}
          />
        )}
        <p aria-live="polite" className="sr-only">
          {visible && describeCount(shown.suggestions)}
        </p>
      </form>
    </search>
  )
}

/** The option that a key leads to, -1 for none of them; null for other keys. Without an active one, Home and End move the cursor. */
function nextOption(key: string, active: number, last: number): number | null {
  if (key === 'ArrowDown') return active === last ? -1 : active + 1
  if (key === 'ArrowUp') return active === -1 ? last : active - 1
  if (active === -1) return null
  if (key === 'Home') return 0
  return key === 'End' ? last : null
}

function describeCount({ lamps, places }: Suggestions): string {
  const count = lamps.length + places.length
  if (count === 0) return 'No suggestions.'
  return `${count === 1 ? 'One suggestion' : `${count} suggestions`}. Use the arrow keys.`
}
