export type Link = { href: string; label: string }

/** The links of a mail that a person can open (web and mail addresses), each once, in order. */
export function findLinks({ html, text }: { html: string | null; text: string | null }): Link[] {
  const links = html === null ? linksInText(text ?? '') : linksInHtml(html)
  const seen = new Map<string, Link>()
  for (const link of links) if (isFollowable(link.href) && !seen.has(link.href)) seen.set(link.href, link)
  return [...seen.values()]
}

const isFollowable = (href: string) =>
  URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol)

const linksInText = (text: string): Link[] =>
  (text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [])
    .map((href) => href.replace(/[.,;:!?]+$/, ''))
    .map((href) => ({ href, label: href }))

// Split at every `<a`, so that each piece is read once, even when the HTML is malformed.
function linksInHtml(html: string): Link[] {
  const [, ...pieces] = withoutComments(html).split(/<a(?=\s)/i)
  return pieces.flatMap((piece) => {
    const end = piece.indexOf('>')
    const match = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(piece.slice(0, end))
    const href = decode(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim()
    const [inside = ''] = piece.slice(end + 1).split(/<\/a\s*>/i, 1)
    const label = decode(inside.replace(/<[^<>]*>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim()
    return [{ href, label: label || href }]
  })
}

// Outlook's conditional comments contain a second copy of the buttons.
function withoutComments(html: string): string {
  const [first = '', ...rest] = html.split('<!--')
  return first + rest.map((part) => part.split('-->').slice(1).join('-->')).join('')
}

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (entity, hex, decimal, name) => {
    if (name) return names[name.toLowerCase()] ?? entity
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}
