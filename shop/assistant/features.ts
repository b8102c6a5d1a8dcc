import type { Clues } from '#shop/assistant/clues.ts'
import type { Asked } from '#shop/assistant/thread.ts'

// What the learned reader sees of a message: its words, with blanks for whatever belongs to one catalogue, and what the rules read in it.

/** A feature and its weight, from 0 to 1. */
export type Feature = readonly [name: string, value: number]

/** The facts about a message that become features. */
export type Seen = Pick<Clues, 'fact' | 'topic' | 'yesOrNo' | 'degree' | 'lamp'> & {
  reading: Omit<Clues['reading'], 'message'>
  thread: Clues['thread']
}

/** The text with blanks for names of lamps, finishes, orders and numbers: a fork has others. */
export function blank({ text, spoken, wish: { finish } }: Clues['reading']): string {
  let rest = ` ${text} `
  for (const name of spoken.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(` ${name} `, ' LAMP ')
  if (finish) rest = rest.replaceAll(` ${finish} `, ' COLOUR ')
  return rest
    .replace(/\b[a-z]{2}\d{2,}\b/g, 'ORDER')
    .replace(/\b\d+(?:\.\d+)?\b/g, 'NUM')
    .trim()
}

/** The features of a message: words, pairs of words, parts of words, and the kinds of thing that the rules found. */
export function featuresOf({ reading, thread, fact, topic, yesOrNo, degree, lamp }: Seen): Feature[] {
  const words = ['^', ...blank(reading).split(' '), '$']
  const found = new Map<string, number>()
  for (const [place, word] of words.entries()) {
    found.set(word, 1)
    const next = words[place + 1]
    if (next !== undefined) found.set(`${word} ${next}`, 1)
    for (const part of partsOf(word)) found.set(part, 0.4)
  }
  const { wish, lamps, order, quantity, situation, use, country, unknown } = reading
  const has = { order, quantity, situation, use, country, degree, lamp }
  for (const [name, value] of Object.entries(has)) if (value !== null) found.set(`=${name}`, 0.7)
  for (const field of Object.keys(wish)) found.set(`=wish ${field}`, 0.7)
  if (unknown.length > 0) found.set('=unknown', 0.7)
  if (yesOrNo) found.set('=closed', 0.5)
  if (thread.lamp !== null) found.set('=about a lamp', 1)
  if (thread.lamps.length > 1) found.set('=after lamps', 1)
  found.set(`=after ${thread.last?.intent ?? 'nothing'}`, 1)
  found.set(`=lamps ${Math.min(2, lamps.length)}`, 1)
  found.set(`=length ${Math.min(5, Math.floor(words.length / 4))}`, 0.5)
  if (fact !== null) found.set(`=fact ${fact}`, 1)
  if (topic !== null) found.set(`=topic ${topic}`, 1)
  return [...found]
}

/** Four letters each, so that a word that was never seen resembles its relatives: `dimm` of dimmer and dimming. */
function partsOf(word: string): string[] {
  if (word.length < 4 || word === word.toUpperCase()) return []
  const whole = `<${word}>`
  return Array.from({ length: whole.length - 3 }, (_, start) => `~${whole.slice(start, start + 4)}`)
}

/** What a message asks for, as the learned reader names it: the intent, and the fact, the topic or the situation where it has one. */
export function labelOf(asked: Asked): string {
  if (asked.intent === 'describe-lamp') return `describe-lamp ${asked.input.fact}`
  if (asked.intent === 'explain-policy') return `explain-policy ${asked.input.topic}`
  if (asked.intent === 'recommend-lamps') return `recommend-lamps ${asked.input.situation}`
  if (asked.intent === 'help') return `help ${asked.manner ?? ''}`.trim()
  return asked.intent
}
