import { silentWords } from '#shop/assistant/common-words.ts'
import type { IntentInput, IntentName, Manner, MeasureName } from '#shop/assistant/intents.ts'
import { hasFact, hasWord } from '#shop/assistant/lamp-words.ts'
import { saidDegrees } from '#shop/assistant/lexicon.ts'
import { ranked } from '#shop/assistant/measures.ts'
import { searchLamps } from '#shop/assistant/search.ts'
import { recommend } from '#shop/assistant/situations.ts'
import { singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

type Verb = { [Name in IntentName]: { intent: Name; input: IntentInput<Name> } }[IntentName]

/** The intent of a message; `also` has what it asks for besides, such as another lamp for the cart. `help` and `unknown` have no verb: the assistant answers them itself. */
export type Asked =
  | (Verb & { also?: readonly Verb[] })
  | { intent: 'help' | 'unknown'; input: Record<string, never>; manner?: Manner; thing?: string }

/** The conversation so far: the last intent, and the lamps that "it" and "the second one" may mean. */
export type Thread = {
  last: Asked | null
  /** slugs, in the order they were named or shown */
  lamps: readonly string[]
  /** slug of the lamp that the last message was about */
  lamp: string | null
  finish: string | null
}

/** @param page the lamp whose page the conversation was opened on */
export function beginThread(page: string | null): Thread {
  return { last: null, lamps: page ? [page] : [], lamp: page, finish: null }
}

const silent: ReadonlySet<Asked['intent']> = new Set(['help', 'unknown', 'ask-a-human', 'offer-readings'])

/** Returns the thread after a message. Help, unknown requests, readings and questions to the staff leave it unchanged. @param found the lamps of the answer */
export function continueThread(
  thread: Thread,
  asked: Asked,
  lamps: readonly Product[],
  found: readonly string[] = [],
): Thread {
  if (silent.has(asked.intent)) return thread
  // Only the answer knows what the shop's search has found.
  const shown = asked.intent === 'find-lamps' && asked.input.query ? found : lampsOf(asked, lamps)
  // "The cheapest of those" means the first one of its list.
  const sorted = asked.intent === 'find-lamps' && asked.input.sort !== undefined
  const one = asked.intent === 'compare-lamps' || sorted || shown.length === 1 ? shown[0] : undefined
  // After another list, "it" means the lamp that the shopper asked about, if any.
  const { lamp, finish } = 'lamp' in asked.input ? asked.input : { lamp: one, finish: finishOf(asked) }
  if (shown.length === 0) return { ...thread, last: asked }
  return { last: asked, lamps: shown, lamp: lamp ?? null, finish: finish ?? null }
}

/** "Add the first one" after brass lamps means that one in brass. */
const finishOf = (asked: Asked): string | undefined => (asked.intent === 'find-lamps' ? asked.input.finish : undefined)

/** Returns the lamps in the answer. */
function lampsOf(asked: Asked, lamps: readonly Product[]): readonly string[] {
  switch (asked.intent) {
    case 'find-lamps':
      return searchLamps(lamps, asked.input)
        .lamps.slice(0, 6)
        .map(({ slug }) => slug)
    case 'recommend-lamps':
      return recommend(lamps, asked.input).map(({ lamp }) => lamp.slug)
    case 'compare-lamps':
      return asked.input.lamps
    case 'describe-lamp':
    case 'add-to-cart':
      return [asked.input.lamp]
    default:
      return []
  }
}

/** Returns what a comparative such as "cheaper" or "the tallest" compares; null for a text without one. */
export function findDegree(text: string): Degree | null {
  return degrees.find(({ said }) => said.test(text)) ?? null
}
type Degree = { of: MeasureName; more: boolean }
const degrees = saidDegrees.map(([of, more, phrases]) => ({
  of,
  more,
  said: new RegExp(String.raw`\b(?:${phrases})\b`),
}))

const places: readonly (readonly [RegExp, number])[] = [
  [/\b(first|former) ?(one)?\b/, 0],
  [/\b(second|latter|other) ?(one)?\b/, 1],
  [/\bthird ?(one)?\b/, 2],
  [/\blast one\b/, -1],
]

/** "The one that looks like a candle", "the wooden one": the only one of some lamps whose texts have these words. */
function describedAmong(text: string, shown: readonly Product[]): string | null {
  const [, clause = '', word = ''] =
    /\bthe (?:one|lamp|light) (?:that|which|with|from|made|of|like|for|in) (.+)|\b(?:the|that) ((?:\w+ ){1,2})(?:one|thing)\b/.exec(
      text,
    ) ?? []
  const words = (clause || word)
    .split(' ')
    .map(singular)
    .filter((one) => one.length > 2 && (!silentWords.has(one) || shown.some((lamp) => hasFact(lamp, one))))
    .slice(0, 6)
  // The first word that tells them apart says which is meant.
  for (const one of words) {
    const having = shown.filter((lamp) => hasWord(lamp, one))
    if (having.length === 1) return having[0]?.slug ?? null
  }
  return null
}

/** Returns the lamp that a message points at with "the cheaper one", "the second" or "it"; null when it points at none. */
export function pointedAt(text: string, thread: Thread, lamps: readonly Product[]): string | null {
  const shown = thread.lamps.flatMap((slug) => lamps.find((lamp) => lamp.slug === slug) ?? [])
  if (shown.length > 1) {
    const degree = findDegree(text)
    if (degree) return ranked(shown, degree.of, degree.more)[0]?.slug ?? null
    const place = places.find(([said]) => said.test(text))?.[1]
    if (place !== undefined) return shown.at(place)?.slug ?? null
    const described = describedAmong(text, shown)
    if (described) return described
  }
  if (/\b(it|its|this|that|them|these|those|one|the lamp|the light|same)\b/.test(text)) return thread.lamp
  return null
}
