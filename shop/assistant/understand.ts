import { type Clues, nothing, type Offer } from '#shop/assistant/clues.ts'
import { factCues, topicCues } from '#shop/assistant/lexicon-asks.ts'
import { cart, compare, describe, goOn, search, situation } from '#shop/assistant/offers-lamps.ts'
import { cannot, chat, giveBack, human, policy, track } from '#shop/assistant/offers-shop.ts'
import { read } from '#shop/assistant/read.ts'
import { type Asked, beginThread, continueThread, pointedAt, type Thread } from '#shop/assistant/thread.ts'
import type { Vocabulary } from '#shop/assistant/vocabulary.ts'
import type { Product } from '#shop/catalog/types.ts'

/** The data that `understand` needs. */
export type Setting = {
  lamps: readonly Product[]
  vocabulary: Vocabulary
  /** slug of the lamp whose page is open */
  page: string | null
}

/**
 * Finds the intent of a thread's last message, without a model. Every intent scores how well the message matches
 * it, by the catalogue's own words and by cues, and the highest score wins. It processes the earlier messages in
 * the same way first, so that "the smaller one" and "in brass?" can refer to them.
 * @param messages of the shopper, oldest first
 */
export function understand(messages: readonly string[], setting: Setting): Asked {
  let thread = beginThread(setting.page)
  let asked: Asked = nothing
  for (const message of messages) {
    asked = understandOne(message, thread, setting)
    thread = continueThread(thread, asked, setting.lamps)
  }
  return asked
}

const offers: readonly ((clues: Clues) => Offer | null)[] = [
  human,
  track,
  giveBack,
  compare,
  cart,
  policy,
  situation,
  describe,
  search,
  goOn,
  chat,
  cannot,
]

function understandOne(message: string, thread: Thread, { lamps, vocabulary }: Setting): Asked {
  const reading = read(message, vocabulary)
  const { text } = reading
  const clues: Clues = {
    message,
    reading,
    thread,
    lamps,
    lamp: reading.lamps[0] ?? pointedAt(text, thread, lamps),
    fact: factCues.find(([, cue]) => cue.test(text))?.[0] ?? null,
    topic: topicCues.find(([, cue]) => cue.test(text))?.[0] ?? (reading.country ? 'delivery-countries' : null),
  }
  let best: Offer = { score: 0, asked: nothing }
  for (const offer of offers) {
    const made = offer(clues)
    if (made && made.score > best.score) best = made
  }
  return best.asked
}
