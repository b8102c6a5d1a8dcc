import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import type { LampSuggestion, Suggestions } from '#components/catalog/suggestions.ts'

/** The addresses of the options, in their order: lamps, categories and collections, and all results. */
export function listAddresses({ lamps, places }: Suggestions, query: string): string[] {
  return [...lamps.map(({ href }) => href), ...places.map(({ href }) => href), resultsAddress(query)]
}

/** The address of the search page with this query. */
export function resultsAddress(query: string): string {
  return query ? `/search?${new URLSearchParams({ q: query })}` : '/search'
}

type SuggestionListProps = {
  /** the ids of the list and of its options begin with it */
  id: string
  query: string
  suggestions: Suggestions
  /** the position of the option that the arrow keys reached; -1 for none */
  active: number
  onChoose: () => void
}

/** The list under the search box. The focus stays in the box, which names the active option (`aria-activedescendant`). */
export function SuggestionList({ id, query, suggestions, active, onChoose }: SuggestionListProps) {
  const { lamps, places, near } = suggestions
  const option = (index: number) => ({ id: `${id}-${index}`, active: index === active, onChoose })
  return (
    <div className="suggestions">
      {(near || lamps.length === 0) && (
        <p className="px-3.5 pt-3 text-small text-quiet wrap-anywhere">
          No lamps found for “{query}”.{near && lamps.length > 0 && ' These are near.'}
        </p>
      )}
      <div role="listbox" tabIndex={-1} id={id} aria-label="Suggestions" onMouseDown={keepFocus}>
        {lamps.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be part of a listbox
          <div role="group" aria-label="Lamps">
            {lamps.map((lamp, index) => (
              <Option key={lamp.href} href={lamp.href} {...option(index)}>
                <LampRow lamp={lamp} />
              </Option>
            ))}
          </div>
        )}
        {places.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be part of a listbox
          <div role="group" aria-label="Categories and collections" className="border-line border-t">
            {places.map(({ href, name, kind }, index) => (
              <Option key={href} href={href} {...option(lamps.length + index)}>
                <span className="grow font-strong">{name}</span>
                <span className="text-quiet text-small">{kind === 'category' ? 'Category' : 'Collection'}</span>
              </Option>
            ))}
          </div>
        )}
        <div className="border-line border-t">
          <Option href={resultsAddress(query)} {...option(lamps.length + places.length)}>
            <span className="wrap-anywhere">All results for “{query}”</span>
          </Option>
        </div>
      </div>
    </div>
  )
}

/** The box loses the focus otherwise, and closes the list before the click arrives. */
function keepFocus(event: MouseEvent) {
  event.preventDefault()
}

type OptionProps = { id: string; href: string; active: boolean; onChoose: () => void; children: ReactNode }

/** An option is a link, so that it opens in a new tab as links do. Next prefetches none of them. */
function Option({ id, href, active, onChoose, children }: OptionProps) {
  return (
    <Link
      id={id}
      href={href}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      prefetch={false}
      onClick={onChoose}
      className="suggestion"
    >
      {children}
    </Link>
  )
}

function LampRow({ lamp: { name, note, price, off, on } }: { lamp: LampSuggestion }) {
  return (
    <>
      <span className="lamp w-12 shrink-0" aria-hidden="true">
        {off && <Small src={off} className="lamp-off" />}
        {on && <Small src={on} className="lamp-on" />}
      </span>
      <span className="min-w-0 grow leading-tight">
        <span className="font-strong wrap-anywhere">{name}</span>
        <span className="mt-0.5 block text-quiet text-small">{note}</span>
      </span>
      <span className="tabular-nums">{price}</span>
    </>
  )
}

function Small({ src, className }: { src: string; className: string }) {
  return (
    <picture>
      <img src={src} alt="" width={48} height={60} loading="lazy" className={className} />
    </picture>
  )
}
