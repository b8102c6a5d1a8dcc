import type { Fact, IntentInput, IntentName, Topic } from '#shop/assistant/intents.ts'
import type { Reading } from '#shop/assistant/read.ts'
import type { Asked, Thread } from '#shop/assistant/thread.ts'
import type { Product } from '#shop/catalog/types.ts'

/** The facts about a message that intents score. */
export type Clues = {
  message: string
  reading: Reading
  thread: Thread
  lamps: readonly Product[]
  /** the lamp that the message names or points at */
  lamp: string | null
  fact: Fact | null
  topic: Topic | null
}

/** A possible meaning of a message: its score, from 0 to 100, and its intent. */
export type Offer = { score: number; asked: Asked }

export const nothing: Asked = { intent: 'unknown', input: {} }

export function means<Name extends IntentName>(score: number, intent: Name, input: IntentInput<Name>): Offer {
  return { score, asked: { intent, input } as Asked }
}
