'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useTransition } from 'react'
import { longestQuery } from '#components/catalog/search-query.ts'
import { Button } from '#components/ui/button.tsx'

/** Milliseconds after the last key before the results are updated. */
const debounce = 150

/** The search form. With JavaScript the results update while somebody types; without it the form is submitted. */
export function SearchBox({ query }: { query: string }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])
  // The browser's back button changes the query, too.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = query
  }, [query])

  function show(text: string) {
    clearTimeout(timer.current)
    const address = text.trim() ? `/search?${new URLSearchParams({ q: text.trim() })}` : '/search'
    startTransition(() => router.replace(address, { scroll: false }))
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    show(input.current?.value ?? '')
  }

  function onChange() {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => show(input.current?.value ?? ''), debounce)
  }

  return (
    <search>
      <form action="/search" onSubmit={onSubmit} aria-busy={pending} className="flex max-w-[40rem] gap-3">
        <input
          ref={input}
          type="search"
          name="q"
          aria-label="Search"
          placeholder="A name or a material"
          defaultValue={query}
          onChange={onChange}
          maxLength={longestQuery}
          autoComplete="off"
          enterKeyHint="search"
          className="block min-h-12 w-full min-w-0 rounded-sm border border-quiet bg-transparent px-3.5 text-body placeholder:text-quiet hover:border-ink [&::-webkit-search-cancel-button]:hidden"
        />
        <Button look="quiet" type="submit">
          Search
        </Button>
      </form>
    </search>
  )
}
