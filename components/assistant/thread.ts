import type { UIMessage } from 'ai'
import type { Card } from '#shop/assistant/cards.ts'

const place = 'conversation'
/** How many messages the browser keeps, and how many it sends with a new one. */
const kept = 40
const sent = 20

/** Reads the conversation of this tab. The browser keeps it until the tab is closed. */
export function readThread(): UIMessage[] {
  try {
    const messages: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]')
    return Array.isArray(messages) ? (messages as UIMessage[]) : []
  } catch {
    return []
  }
}

/** Stores the conversation for the next page load. */
export function keepThread(messages: readonly UIMessage[]): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(messages.slice(-kept)))
  } catch {
    // Storage is full or blocked: the conversation ends with this page load.
  }
}

type Part = UIMessage['parts'][number]

/** Gives the card of a part of an answer; null when it has none or has not arrived yet. */
export function cardOf(part: Part): Card | null {
  return part.type.startsWith('tool-') && 'state' in part && part.state === 'output-available'
    ? ((part as { output?: unknown }).output as Card)
    : null
}

/** Gives the text of a message. */
export function wordsOf({ parts }: Pick<UIMessage, 'parts'>): string {
  return parts.flatMap((part) => (part.type === 'text' && part.text.trim() ? [part.text.trim()] : [])).join('\n\n')
}

/** Gives what the server gets of a conversation: the texts, and the slugs of the lamps that were shown. */
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
