'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { findCommands } from '#components/admin/search/commands.ts'
import { Hit } from '#components/admin/search/hit.tsx'
import { groupHits } from '#components/admin/search/kinds.ts'
import { useFound } from '#components/admin/search/use-found.ts'
import { isComposing } from '#components/ui/composing.ts'

type Option = { id: string; content: ReactNode; act: () => void }
type Group = { title: string; options: Option[] }

/** The command palette: a dialog with a combobox over everything that staff work with, and over pages and actions. */
export function Palette({ mayEdit, hasChaos, onClose }: { mayEdit: boolean; hasChaos: boolean; onClose: () => void }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const query = typed.trim()
  const { hits, failed, isCurrent } = useFound(query)

  useEffect(() => dialog.current?.showModal(), [])

  const open = (href: string) => () => router.push(href)
  const groups: Group[] = [
    ...findCommands(query, mayEdit, hasChaos).map(({ title, commands }) => ({
      title,
      options: commands.map((command) => ({
        id: command.id,
        content: (
          <>
            <span className="search-title">{command.label}</span>
            <span className="search-note">{command.note}</span>
          </>
        ),
        act: 'href' in command ? open(command.href) : command.run,
      })),
    })),
    ...groupHits(hits).map(({ title, hits: group }) => ({
      title,
      options: group.map((hit) => ({
        id: `${hit.kind} ${hit.id}`,
        content: <Hit hit={hit} />,
        act: open(hit.href),
      })),
    })),
    ...(query.length < 2 ? [] : [allResults(query, open)]),
  ]
  const options = groups.flatMap((group) => group.options)
  const current = options[Math.min(chosen, options.length - 1)]

  function choose(option: Option | undefined) {
    dialog.current?.close()
    option?.act()
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = options.length - 1
    const moves: Record<string, number> = {
      ArrowDown: chosen >= last ? 0 : chosen + 1,
      ArrowUp: chosen <= 0 ? last : chosen - 1,
    }
    const next = moves[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setChosen(next)
      document.getElementById(optionId(options[next]))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !isComposing(event.nativeEvent)) {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <dialog ref={dialog} className="palette" aria-label="Search and commands" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label="Search"
        aria-expanded="true"
        aria-controls="palette-options"
        aria-activedescendant={current && optionId(current)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Order, customer, lamp, day, job, page …"
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-options" role="listbox" aria-label="Results" tabIndex={-1}>
        {groups.map(({ title, options: within }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
          <div key={title} role="group" aria-label={title}>
            <p aria-hidden="true">{title}</p>
            {within.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
              <div
                key={option.id}
                id={optionId(option)}
                role="option"
                aria-selected={option === current}
                tabIndex={-1}
                className="search-hit"
                onClick={() => choose(option)}
              >
                {option.content}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status">{describe(query, hits.length, isCurrent, failed)}</p>
    </dialog>
  )
}

const optionId = (option: Option | undefined) => `palette ${option?.id}`.replaceAll(/[^A-Za-z0-9]+/g, '-')

function allResults(query: string, open: (href: string) => () => void): Group {
  return {
    title: 'More',
    options: [
      {
        id: 'all',
        content: <span className="search-title">See everything that matches “{query}”</span>,
        act: open(`/admin/search?${new URLSearchParams({ q: query })}`),
      },
    ],
  }
}

function describe(query: string, found: number, isCurrent: boolean, failed: boolean): string {
  if (query.length < 2) return 'Arrows choose, Enter opens, Escape closes.'
  if (!isCurrent) return 'Searching …'
  if (failed) return 'The search did not answer. Check your connection.'
  return found === 0 ? 'No order, lamp, photograph, report or job matches.' : `${found} found`
}
