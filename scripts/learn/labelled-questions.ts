import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Example } from '#scripts/learn/train.ts'
import type { Catalogue } from '#shop/assistant/catalogue.ts'
import { type Feature, featuresOf, labelOf } from '#shop/assistant/features.ts'
import type { Asked } from '#shop/assistant/thread.ts'
import { understandByRules } from '#shop/assistant/understand.ts'
import { shop } from '#shop.config.ts'

/** The sets of questions that the rules answer rightly, as tests hold. The unread sets are not among them: they measure. */
export const learnedSets = [
  'blind-a',
  'blind-b',
  'blind-c',
  'blind-d',
  'blind-e',
  'blind-f',
  'blind-g',
  'kinds',
  'questions',
]

type Question = {
  asked: string
  before?: string[]
  page?: string
  intent?: Asked['intent']
  input?: Record<string, unknown>
}

/** What people say before they ask. It says nothing about the question, and the reader has to learn that. */
const preambles = `hi there|hello|good evening|quick question|sorry to bother you|hey, one thing|ok so|dear shop
we just moved and everything is still in boxes|my husband and I have been arguing about this for weeks
I looked at so many shops already|my phone is nearly dead so please be quick
I was on the phone with a friend who told me about you|it is raining here and I am bored|my english is not so good, sorry
the kids are asleep so I finally have time|I have been waiting for my salary and now it is here
last year I bought a cheap one elsewhere and it broke after a month|our flat is old and a bit dark
my mother in law visits on sunday|I paid far too much for the sofa, so now I need to be careful
I read about you in a magazine|a colleague ordered from you and was happy|we are renovating, don't ask
the cat broke our old one|I do not know much about lamps|my wife says I should just ask|I saw your shop yesterday
excuse me|please|been thinking about this all day|not sure if this is the right place to ask`.split(/[|\n]/)

/**
 * The labelled questions as examples. The label of a question of a set is what the rules make of it, which its test holds to be
 * right; the phrases have theirs beside them, and get names and finishes of this catalogue. Most of them are
 * examples once more, with a preamble.
 */
export function listExamples(read: (name: string) => unknown, catalogue: Catalogue): Example[] {
  const examples: Example[] = []
  const names = new Set(catalogue.lamps.map(({ slug }) => slug))
  // "On our porch" keeps the word in the text; a fork has no lamp of that name.
  const ofAnyShop = ([feature]: Feature) => !feature.split(' ').some((word) => names.has(word))
  const add = (messages: readonly string[], page: string | null, label?: string) => {
    const { asked, clues } = understandByRules(messages, { ...catalogue, page })
    examples.push({ features: featuresOf(clues).filter(ofAnyShop), label: label ?? labelOf(asked) })
    return examples.at(-1)?.label
  }
  const addBoth = (before: readonly string[], asked: string, page: string | null, label?: string) => {
    const place = examples.length
    const found = add([...before, asked], page, label)
    if (place % 3 !== 2 && before.length === 0) add([`${preambles[place % preambles.length]}. ${asked}`], page, found)
  }
  for (const { asked, before = [], page, intent, input } of learnedSets.flatMap((set) => read(set) as Question[])) {
    const known = intent && intent !== 'help' ? labelOf({ intent, input } as Asked) : undefined
    addBoth(before.map(withoutLink), withoutLink(asked), page?.split('/').at(-1) || null, known)
  }
  let place = 0
  for (const [label, phrases] of Object.entries(read('phrases') as Record<string, string[]>)) {
    for (const phrase of phrases) {
      const { page, asked } = fill(phrase, catalogue, place)
      addBoth([], asked, page, label)
      place += 1
    }
  }
  return examples
}

/** Reads a file of questions of the assistant, by its name. */
export const readQuestions = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'shop', 'assistant', `${name}.json`), 'utf8'))

/**
 * A fingerprint of the questions, phrases and preambles. The weights carry it, so that a test can tell when these have changed since. It
 * does not cover the rules that give labels, the features and the training: run `npm run learn` after a change of those.
 */
export function fingerprint(read: (name: string) => unknown): string {
  const all = JSON.stringify([[...learnedSets, 'phrases'].map(read), preambles])
  return createHash('sha256').update(all).digest('hex').slice(0, 16)
}

/** A link of an order, as `order-links.ts` leaves it in a message. */
const withoutLink = (text: string) => text.replace(/\{\w+\}/g, '[the link of my order]')

/** Puts names, a finish and an order number into a phrase. One with "@" is asked on a lamp's page. */
function fill(phrase: string, { lamps }: Catalogue, place: number): { asked: string; page: string | null } {
  const lamp = lamps[place % lamps.length]
  const other = lamps[(place + 7) % lamps.length]
  if (!lamp || !other) throw new Error('The catalogue has no lamps.')
  const finish = lamp.finishes[place % lamp.finishes.length]?.name.split(',')[0]?.toLowerCase() ?? ''
  const asked = phrase
    .replace('@', '')
    .replaceAll('{lamp}', place % 3 === 0 ? lamp.name.toLowerCase() : lamp.name)
    .replaceAll('{lamp2}', other.name)
    .replaceAll('{colour}', finish)
    .replaceAll('ORDER', `${shop.orderPrefix}-100${10 + (place % 80)}`)
  return { asked, page: phrase.startsWith('@') ? lamp.slug : null }
}
