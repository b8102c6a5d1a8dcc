import { lightness } from '#shop/assistant/colour-words.ts'
import type { Fact, IntentInput, IntentName, MeasureName, Topic } from '#shop/assistant/intents.ts'
import { hasWord } from '#shop/assistant/lamp-words.ts'
import type { Reading, Wish } from '#shop/assistant/read.ts'
import { plain, singular } from '#shop/assistant/text.ts'
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
  /** whether yes or no answers it: "is it dimmable?", "porch in green?" */
  yesOrNo: boolean
  /** what a comparative in it compares */
  degree: { of: MeasureName; more: boolean } | null
}

/** A possible meaning of a message: its score, from 0 to 100, and its intent. */
export type Offer = { score: number; asked: Asked }

export const nothing: Asked = { intent: 'unknown', input: {} }

export function means<Name extends IntentName>(score: number, intent: Name, input: IntentInput<Name>): Offer {
  return { score, asked: { intent, input } as Asked }
}

/** "Warm or cold", "a plug or a wire": neither yes nor no says which. "In oak or so" has no choice. */
const choice =
  /\b(?!or\b)[a-z]+ or (?!so\b|no\b|not\b|more\b|less\b|under\b|over\b|anything\b|something\b|do\b|does\b|is\b|are\b|can\b|must\b|has\b|have\b|will\b)[a-z]/
const openQuestion =
  /\b(hours|how|what|which|where|when|why|who|whose|tell|describe|explain|show|list|compare|difference|much|many|long|price|cost|costs|size|weight|height)\b/
const closedQuestion =
  /^(?:(?:and|but|so|ok|okay|hi|hello|hey|please|then|also|well|sorry|oh)\b ?)*(?:is|are|does|do|can|could|will|would|has|have|was|did|should|may|must|need|needs|isnt|doesnt|cant|arent|got|any)\b|\byes or no\b/

/** Whether a question offers a choice, which yes or no does not answer. */
export const isChoice = (text: string): boolean => choice.test(text)

/** Whether a message is a question that begins with a verb: "is it", "can I". */
export const isClosed = (text: string): boolean => closedQuestion.test(text)

/** Whether yes or no answers a message. Short messages without a word that asks for more count as well. */
export function isYesOrNo(text: string): boolean {
  return isClosed(text) || !openQuestion.test(text)
}

/**
 * The words of a message for the shop's search, which the vocabulary does not explain: those that stand where a lamp is described.
 * In a short message without another wish, every such word does.
 */
export function queryOf({ text, unknown, wish }: Reading, lamps: readonly Product[]): string | null {
  const short = text.split(' ').length <= 4 && !hasWish(wish) && (!questionWord.test(text) || namesLamps.test(text))
  // "Fixed to a headboard": of a request for lamps, a word that is in their texts says what they are like.
  const seeks = /\b(?:which|any|a|an|some|show|find|want|need)\b.*\b(?:lamps?|lights?|one|something|anything)\b/.test(
    text,
  )
  const isWritten = (word: string) => seeks && word.length > 4 && lamps.some((lamp) => hasWord(lamp, singular(word)))
  const words = unknown.filter(
    (word) => (short && !purpose(word).test(text)) || describing(word).test(text) || isWritten(word),
  )
  return words.length > 0 ? words.join(' ').slice(0, 100) : null
}
/** "Who is Ada" asks for no lamp. */
const questionWord =
  /^(?:what|who|whose|when|why|how|where|i|am|my) (?:is|are|was|were|am|do|does|did|can|my|forgot|have|lost)\b/
/** "For a teenager" says whom a lamp is for, and not what it is like. */
const purpose = (word: string) => new RegExp(String.raw`\bfor (?:\w+ ){0,2}${word}\b`)
const describing = (word: string) =>
  new RegExp(
    String.raw`\b${word} (?:\w+ )?(?:lamps?|lights?|pendants?|sconces?|lanterns?|shades?)\b|\b(?:with|of|like|in|sell|have|got|called) (?:an? |the |some |any )?(?:gu )?(?:\d+ )?${word}\b|\b(?:that|which) (?:\w+ ){0,2}${word}\b`,
  )

/** "One single lamp", "which one would you take": a choice is wanted, and no list. */
export const wantsOne = (text: string): boolean =>
  /\b(?:(?:one|a) single|(?:just|only) one (?!of the|for each)|single (?:best )?(?:lamp|light|one)|one (?:lamp|light) only|(?:name|pick|choose|show|tell|give) (?:me )?(?:just |only )?one (?:lamp|light|for|that)|which (?:one )?of (?:them|those|these) (?:is|has|gives|costs|lasts|weighs|uses) the \w+|(?:which|what) (?:single )?(?:one|1) (?:would|do|should) (?:you|i|we) (?:take|pick|choose|buy|get|recommend|suggest))\b/.test(
    text,
  )

/** Words for what the shop sells. */
export const namesLamps = /\b(lamps?|lights?|lighting|pendants?|sconces?|something|anything|piece|ones?)\b/

export const hasWish = (wish: Wish): boolean => Object.keys(wish).length > 0

/** Whether a message names what it looks for, and so ends the talk about a lamp: "waterproof lamp for the garden". */
export const beginsAnew = (text: string, wish: Wish): boolean =>
  hasWish(wish) &&
  (wish.category !== undefined || /\b(lamps?|lights|pendants?|sconces?|something|anything)\b/.test(text))

/** "In ash" or "in teak" of a request for a lamp, where no lamp here has it: the shopper's word; null for none. */
export function unknownFinish({ text, unknown }: Reading): string | null {
  return (
    unknown.find((word) =>
      new RegExp(String.raw`\bin (?:the |a )?${word}(?: (?:finish|colou?r|wood|please|one))*$`).test(text),
    ) ?? null
  )
}

/** "The dark one", "in the light colour": the darkest or the lightest finish of a lamp. */
function byLightness(text: string, { finishes }: Product): string | null {
  const [, dark, light] =
    /\b(?:the|a|in) (?:(dark(?:er|est)?|deep)|(pale(?:r|st)?|light(?:est)?(?= (?:colou?r|finish|version|shade))|lightest))(?: coloured| coloured)? ?(?:one|version|finish|colou?r|shade)\b/.exec(
      text,
    ) ?? []
  if (!dark && !light) return null
  const order = finishes.toSorted((a, b) => lightness(a.hex) - lightness(b.hex))
  return order.at(dark ? 0 : -1)?.slug ?? null
}

/** Returns the finish in the message: its slug when the lamp has a finish of this name, otherwise the shopper's word. */
export function finishOf({ text, wish: { finish } }: Reading, slug: string, lamps: readonly Product[]): string | null {
  const lamp = lamps.find((candidate) => candidate.slug === slug)
  if (!finish) return lamp ? byLightness(text, lamp) : null
  const exact = lamp?.finishes.find(
    ({ name, slug: short }) => plain(name) === finish || short.replaceAll('-', ' ') === finish,
  )
  return exact?.slug ?? finish
}
