import Link from 'next/link'

type Props = {
  page: number
  pages: number
  /** what the links before and after are called */
  words?: readonly [before: string, after: string]
  /** the address of a page */
  href: (page: number) => string
}

/** The pagination of a list. */
export function Pages({ page, pages, words: [before, after] = ['Newer', 'Older'], href }: Props) {
  if (pages <= 1) return null
  return (
    <nav aria-label="Pages" className="flex items-center gap-6 pt-6 tabular-nums">
      {page > 1 && (
        <Link className="link py-2" href={href(page - 1)} prefetch={false}>
          {before}
        </Link>
      )}
      <span className="text-quiet">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <Link className="link py-2" href={href(page + 1)} prefetch={false}>
          {after}
        </Link>
      )}
    </nav>
  )
}
