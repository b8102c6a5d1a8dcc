import Link from 'next/link'
import type { ReactNode } from 'react'
import { OrderNumber } from '#components/orders/number.tsx'
import { shop } from '#shop.config.ts'

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
    nodes.push(...withNumbers(plain.slice(end, match.index), end))
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
  return [...nodes, ...withNumbers(plain.slice(end), end)]
}

const orderNumber = new RegExp(`\\b${shop.orderPrefix}-\\d+`, 'g')

/** Keeps the order numbers in a text whole at the end of a line. @param from where the text begins, for keys */
function withNumbers(text: string, from: number): ReactNode[] {
  const nodes: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(orderNumber)) {
    nodes.push(text.slice(end, match.index), <OrderNumber key={`number-${from + match.index}`} number={match[0]} />)
    end = match.index + match[0].length
  }
  return [...nodes, text.slice(end)]
}
