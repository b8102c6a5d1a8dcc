'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useTransition } from 'react'
import { longestQuery } from '#components/catalog/search-query.ts'
import { Button } from '#components/ui/button.tsx'

/** How long typing has to rest before the results follow, in milliseconds. */
const rest = 150

/** The search form. With JavaScript the results follow the typing; without it, it is a form like any other. */
export function SearchBox({ query }: { query: string }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])
  // Going back changes the address without anybody typing.
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
    timer.current = setTimeout(() => show(input.current?.value ?? ''), rest)
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
