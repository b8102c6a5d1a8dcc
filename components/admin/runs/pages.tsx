import Link from 'next/link'

/** Leads to older runs, and back to the newest. `older` and `newest` are addresses; null where there are none. */
export function RunPages({ older, newest }: { older: string | null; newest: string | null }) {
  if (!older && !newest) return null
  return (
    <nav aria-label="Pages" className="flex gap-6 pt-6">
      {newest && (
        <Link className="link py-2" href={newest} prefetch={false}>
          Newest
        </Link>
      )}
      {older && (
        <Link className="link py-2" href={older} prefetch={false}>
          Older
        </Link>
      )}
    </nav>
  )
}
