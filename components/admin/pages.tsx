import Link from 'next/link'

type Props = {
  /** addresses; null where there is no such page */
  first: string | null
  previous: string | null
  next: string | null
  /** what the links are called */
  words?: readonly [first: string, previous: string, next: string]
}

/** The pagination of a list. */
export function Pages({ first, previous, next, words = ['Newest', 'Newer', 'Older'] }: Props) {
  const links = [first, previous, next].flatMap((href, index) => (href ? [{ href, word: words[index] }] : []))
  if (links.length === 0) return null
  return (
    <nav aria-label="Pages" className="flex gap-6 pt-6">
      {links.map(({ href, word }) => (
        <Link key={word} className="link py-2" href={href} prefetch={false}>
          {word}
        </Link>
      ))}
    </nav>
  )
}
