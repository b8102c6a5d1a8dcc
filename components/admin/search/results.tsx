import Form from 'next/form'
import Link from 'next/link'
import { AdminInput } from '#components/admin/fields.tsx'
import { Hit } from '#components/admin/search/hit.tsx'
import { groupHits } from '#components/admin/search/kinds.ts'
import type { AdminHit } from '#shop/admin/types.ts'

/** The field of the search page. */
export function SearchForm({ query }: { query: string }) {
  return (
    <Form key={query} action="/admin/search" role="search" className="search-form">
      <AdminInput
        id="admin-search"
        name="q"
        type="search"
        label="Order number, customer, trace, lamp, photograph, day or job"
        defaultValue={query}
        maxLength={100}
      />
      <button type="submit" className="admin-button primary">
        Search
      </button>
    </Form>
  )
}

/** What was found, by kind. */
export function SearchResults({ query, hits }: { query: string; hits: readonly AdminHit[] }) {
  if (query.length < 2) return <p className="admin-quiet">Type at least two letters or digits.</p>
  return (
    <>
      <p role="status" className="admin-quiet">
        {hits.length === 0 ? `Nothing matches “${query}”.` : `${hits.length} found`}
      </p>
      {groupHits(hits).map(({ kind, title, hits: group }) => (
        <section key={kind} aria-labelledby={`found-${kind}`} className="admin-section">
          <h2 id={`found-${kind}`}>{title}</h2>
          <ul className="search-list">
            {group.map((hit) => (
              <li key={hit.id}>
                <Link href={hit.href} prefetch={false} className="search-hit">
                  <Hit hit={hit} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
