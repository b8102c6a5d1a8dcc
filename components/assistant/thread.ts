import type { UIMessage } from 'ai'
import type { Card } from '#shop/assistant/cards.ts'

const place = 'conversation'
/** How many messages are kept, and how many are sent along with a new one. */
const kept = 40
const sent = 20

/** The conversation of this tab. It stays in this browser, and ends with the tab. */
export function readThread(): UIMessage[] {
  try {
    const messages: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]')
    return Array.isArray(messages) ? (messages as UIMessage[]) : []
  } catch {
    return []
  }
}

/** Keeps the conversation for the next page load. */
export function keepThread(messages: readonly UIMessage[]): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(messages.slice(-kept)))
  } catch {
    // Storage is full or forbidden: the conversation then lasts until the page is loaded again.
  }
}

type Part = UIMessage['parts'][number]

/** The card that a part of an answer brings, once it is there. */
export function cardOf(part: Part): Card | null {
  return part.type.startsWith('tool-') && 'state' in part && part.state === 'output-available'
    ? ((part as { output?: unknown }).output as Card)
    : null
}

/** The words of a message. */
export function wordsOf({ parts }: Pick<UIMessage, 'parts'>): string {
  return parts.flatMap((part) => (part.type === 'text' && part.text.trim() ? [part.text.trim()] : [])).join('\n\n')
}

/** What the server hears of a conversation: the words, and which lamps were shown. */
export function toBody(messages: readonly UIMessage[]) {
  return messages
    .slice(-sent)
    .map(({ role, parts }) => ({ role, parts: parts.flatMap(slim) }))
    .filter(({ parts }) => parts.length > 0)
}

function slim(part: Part): object[] {
  if (part.type === 'text') return [{ type: 'text', text: part.text }]
  const card = cardOf(part)
  return card && 'lamps' in card
    ? [{ type: part.type, output: { lamps: card.lamps.map(({ slug }) => ({ slug })) } }]
    : []
}
