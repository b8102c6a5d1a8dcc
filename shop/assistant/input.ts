import * as z from 'zod'
import { cut } from '#lib/cut.ts'
import { ShopError } from '#lib/errors.ts'
import type { Turn } from '#lib/model.ts'
import { findOrderLinks, hideOrderLinks, type OrderLink } from '#shop/assistant/order-links.ts'

const mostMessages = 60
const longestMessage = 1000
/** How many of the last messages the assistant reads. */
const heard = 16

const part = z.looseObject({ type: z.string().max(80) })

/** The page's request: the conversation as the AI SDK's `useChat` keeps it, and the path of the open page. */
export const chatInput = z.object({
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), parts: z.array(part).max(60) }))
    .min(1)
    .max(mostMessages, `This conversation is too long: at most ${mostMessages} messages. Begin a new one.`),
  page: z.string().max(500).default('/'),
})
export type ChatInput = z.infer<typeof chatInput>

export type Talk = {
  /** the conversation without the keys of orders; each answer is followed by the lamps that it showed */
  turns: Turn[]
  /** the shopper's own messages, oldest first */
  asked: string[]
  /** for each of these messages, slugs of the lamps that the answers to it showed */
  shown: string[][]
  /** the orders whose links the shopper has sent or opened */
  links: OrderLink[]
  /** slug of the lamp whose page is open */
  lamp: string | null
}

/**
 * Reads a conversation. A browser can send anything, so the assistant ignores the tool results in it, except for which
 * lamps they showed.
 * @throws ShopError invalid: the last message is not the shopper's, is empty or too long
 */
export function readTalk({ messages, page }: ChatInput): Talk {
  const spoken = messages.map(({ role, parts }) => ({
    role,
    text: textOf(parts),
    shown: role === 'user' ? [] : shownIn(parts),
  }))
  const last = spoken.at(-1)
  if (last?.role !== 'user') throw new ShopError('invalid', 'The last message must be yours.')
  if (last.text === '') throw new ShopError('invalid', 'The message is empty. Write what you are looking for.')
  const long = spoken.some(({ role, text }) => role === 'user' && text.length > longestMessage)
  if (long)
    throw new ShopError('invalid', `A message may have at most ${longestMessage} characters. Say it in fewer words.`)
  const answers = spoken.map((_message, place) => {
    const next = spoken.findIndex(({ role }, later) => later > place && role === 'user')
    return spoken.slice(place + 1, next < 0 ? undefined : next).flatMap(({ shown }) => shown)
  })
  const own = spoken.filter(({ role }) => role === 'user').map(({ text }) => text)
  const turns = spoken.slice(-heard).map(({ role, text, shown }) => {
    const showed = shown.length > 0 ? ` [shown: ${shown.join(', ')}]` : ''
    return { role, content: hideOrderLinks(cut(text, 4000)) + showed }
  })
  return {
    turns: turns.filter(({ content }) => content !== ''),
    asked: own.slice(-heard).map(hideOrderLinks),
    shown: answers.filter((_shown, place) => spoken[place]?.role === 'user').slice(-heard),
    links: findOrderLinks([...own, page].join('\n')).slice(-3),
    lamp: /^\/products\/([a-z0-9-]{1,80})(?:[?#].*)?$/.exec(page)?.[1] ?? null,
  }
}

type Parts = ChatInput['messages'][number]['parts']

function textOf(parts: Parts): string {
  const texts = parts.flatMap((one) => (one.type === 'text' && typeof one.text === 'string' ? [one.text] : []))
  return texts.join('\n').trim()
}

const shown = z.object({
  output: z.object({ lamps: z.array(z.object({ slug: z.string().regex(/^[a-z0-9-]{1,80}$/) })) }),
})

function shownIn(parts: Parts): string[] {
  const slugs = parts
    .filter(({ type }) => type.startsWith('tool-'))
    .flatMap((one) => shown.safeParse(one).data?.output.lamps ?? [])
    .map(({ slug }) => slug)
  return [...new Set(slugs)].slice(0, 12)
}
