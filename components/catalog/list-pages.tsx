import { PrefetchLink } from '#components/ui/prefetch-link.tsx'

export type PageOfList = Readonly<{
  /** from 1 */
  page: number
  pages: number
  /** the address of the first page */
  path: string
}>

/** The address of a page of a list, or of a search: `/search?room=study&page=2`. */
export function pageAddress(path: string, page: number): string {
  if (page === 1) return path
  return path.includes('?') ? `${path}&page=${page}` : `${path}/page/${page}`
}

/** Links to the pages before and after this one, and to the first and the last. Each is a file. Nothing for a single page. */
export function ListPages({ page, pages, path }: PageOfList) {
  if (pages <= 1) return null
  const link = (target: number, name: string, rel?: string) => (
    <PrefetchLink href={pageAddress(path, target)} rel={rel} className="link inline-flex min-h-11 items-center">
      {name}
    </PrefetchLink>
  )
  return (
    <nav aria-label="Pages" className="mt-14 flex flex-wrap items-center gap-x-6 gap-y-1 tabular-nums">
      {page > 2 && link(1, 'First page')}
      {page > 1 && link(page - 1, 'Previous page', 'prev')}
      <span className="text-quiet" aria-current="page">
        Page {page} of {pages}
      </span>
      {page < pages && link(page + 1, 'Next page', 'next')}
      {page < pages - 1 && link(pages, 'Last page')}
    </nav>
  )
}
