import Link from 'next/link'
import type { ReactNode } from 'react'

/**
 * An answer as plain text. React escapes it. Of the Markdown that models write, only links to pages of this shop become
 * links; marks for bold text and lists are removed.
 */
export function Words({ text }: { text: string }) {
  return <p className="whitespace-pre-line wrap-anywhere">{withLinks(text.trim())}</p>
}

const link = /!?\[([^\]]*)\]\(([^)\s]*)\)/g
const ownPath = /^\/(?:products|categories|collections|orders)(?:\/[a-z0-9-]+)?$|^\/(?:shipping|about|cart|sign-in)$/

function withLinks(text: string): ReactNode[] {
  const plain = text.replace(/\*\*|__|`/g, '').replace(/^[#>]+ |^[-*] /gm, '')
  const nodes: ReactNode[] = []
  let end = 0
  for (const match of plain.matchAll(link)) {
    const [whole, words = '', address = ''] = match
    nodes.push(plain.slice(end, match.index))
    nodes.push(
      ownPath.test(address) && !whole.startsWith('!') ? (
        <Link key={match.index} href={address} prefetch={false} className="link">
          {words}
        </Link>
      ) : (
        words
      ),
    )
    end = match.index + whole.length
  }
  return [...nodes, plain.slice(end)]
}
