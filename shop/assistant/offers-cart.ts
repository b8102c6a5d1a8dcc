import { type Clues, finishOf, hasWish, means, type Offer, unknownFinish } from '#shop/assistant/clues.ts'
import { finishesLike } from '#shop/assistant/lamp-words.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'
import { offerReadings } from '#shop/assistant/offers-readings.ts'
import { readQuantity } from '#shop/assistant/quantity.ts'
import { plain } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Scores how well a message asks to put a lamp into the cart.

/** How a request may begin before its verb or its number. */
const courtesy =
  '(?:(?:make it|make that|and|also|plus|ok|okay|yes|great|good|fine|perfect|nice|cool|super|well|then|so|please|hi|hello|hey|actually|thanks|kindly|just|can|could|may|i|id|we|would|will|ill|to|let|lets|you|us|me|am) )*'
const buys = new RegExp(
  String.raw`^${courtesy}(?:buy|order|add|take|get|want|choose|pick|reserve|cart|basket|(?:go|going) (?:for|with)|(?:give|send|bring) me)\b|^(?:id|i would|we would|ill) like\b`,
)
/** "I have Porch" and "I like Porch" ask for it only with a number. */
const wants = new RegExp(String.raw`^${courtesy}(?:have|like|need)\b`)
/** "3 x Porch", "a pair of Transom", "one in moss". */
const counted = new RegExp(
  String.raw`^${courtesy}(?:\d{1,3}|one|a pair|a couple)(?: (?:x|times|pieces?))?(?: of)? (?!k\b|euro)`,
)
/** "Three of these", "one of them please", without a name. */
const someOfIt = new RegExp(
  String.raw`^${courtesy}(?:\d{1,3}|one|a pair|a couple) (?:(?:pieces? )?(?:of )?(?:these|those|this|them|it)|pieces?)\b`,
)
/** "Buy", "ok, order it now": a verb and no more. */
const onlyVerb = new RegExp(
  `^${courtesy}(?:want )?(?:buy|order|purchase|add)(?: (?:please|now|it|this|that|then|thanks|one))*$`,
)
/** "How soon would I get it" is a question, and no request to buy. */
const asksFirst = /^(?:how|what|which|when|do|does|did|is|are|has|have|why|where|who)\b/
const giving = /^(?:give|send|bring)\b/

/** Whether a message begins or goes on as a request to buy does. */
export const soundsLikeBuying = (text: string): boolean => asks.cart.test(text) || buys.test(text) || counted.test(text)

/** Whether a message asks for a lamp that it names or points at. */
function isRequest(clues: Clues): boolean {
  const { reading, thread, fact } = clues
  const { text, quantity, wish, lamps } = reading
  const named = lamps.length === 1
  const words = text.split(' ').length
  const known = named || (wish.finish !== undefined && thread.last?.intent !== 'find-lamps')
  return (
    asks.cart.test(text) ||
    (counted.test(text) && known) ||
    (thread.lamp !== null && (someOfIt.test(text) || onlyVerb.test(text))) ||
    (named &&
      (buys.test(text) || (wants.test(text) && quantity !== null && fact === null)) &&
      !(fact !== null && giving.test(text))) ||
    // "Take the one with a shelf", of several that were shown.
    (clues.lamp !== null &&
      thread.lamps.length > 1 &&
      buys.test(text) &&
      /\bthe (?:one|lamp) (?:with|that|which|of|in|from|made|for)\b/.test(text)) ||
    // "Buy 2" on a lamp's page.
    ((buys.test(text) || wants.test(text)) && quantity !== null && !hasWish(wish) && words <= 3)
  )
}

/** After a lamp was put forward for the cart: "and a Kiln in chalk", "no, three", "in bone instead". */
function goesOn({ reading: { text, lamps, wish }, thread, fact }: Clues): boolean {
  if (thread.last?.intent !== 'add-to-cart') return false
  if (lamps.length === 1)
    return fact === null && /^(?:and|also|plus|then)\b/.test(text) && !/\b(?:about|is|does)\b/.test(text)
  return (
    onlyCount.test(text) ||
    (darker.test(text) && text.split(' ').length <= 6) ||
    (wish.finish !== undefined && otherFinish.test(text))
  )
}
const darker = /\b(?:dark|darker|darkest|pale|paler|palest|light|lightest) (?:one|colou?r|finish|version|shade)\b/
const otherFinish =
  /^(?:(?:sorry|oh|oops|actually|wait|no|not|rather|better|but|make|it|that|change|to|i|mean|meant|want|in|the) )*in (?:the )?\w+(?: \w+)?(?: (?:instead|rather|please|then|one|finish|colour))*$/

export function cart(clues: Clues): Offer | null {
  const { thread, lamp } = clues
  const slug = lamp ?? thread.lamp
  if (!slug || !(isRequest(clues) || goesOn(clues))) return null
  return putIntoCart(clues, slug)
}

/** The lamp for the cart, in the finish and the number that the message names. */
export function putIntoCart({ reading, thread, lamps }: Clues, slug: string): Offer {
  const { text, quantity } = reading
  const { last } = thread
  const finish =
    finishOf(reading, slug, lamps) ??
    unknownFinish(reading) ??
    (slug === thread.lamp || last?.intent === 'find-lamps' ? thread.finish : null)
  const kept =
    last?.intent === 'add-to-cart' && last.input.lamp === slug && otherFinish.test(text) ? last.input.quantity : null
  const count = quantity ?? kept
  const input = { lamp: slug, ...(finish ? { finish } : {}), ...(count ? { quantity: count } : {}) }
  // "Do I have to buy a bulb" is a question, not a request to buy.
  return means(asksFirst.test(text) ? 30 : 82, 'add-to-cart', input)
}

const onlyCount =
  /^(?:(?:no|not|\d{1,2}|sorry|can|could|you|u|do|what about|how about|oh|oops|ah|actually|wait|make|it|that|them|i|we|want|need|mean|meant|said|rather|better|only|just|please|ok|to|of|pieces?|x|instead|but|then|and|maybe|lets|take|change|is|should|be|would|like|id|quantity|for|all|enough|too|many|more) )*(?:\d{1,2}|one|twice|a pair|a couple|double (?:that|it))(?: (?:x|pieces?|of|more|them|those|these|please|instead|then|not|\d{1,2}|are|is|enough|thanks|thank|you|better|rather|in|total))*$/

/** "Add Curfew in brass and Stoop in olive": a button for each of them. */
export function addSeveral(clues: Clues): Offer | null {
  const { reading, fact } = clues
  const { text, lamps: named } = reading
  const whatCosts = fact !== null && !asks.cart.test(text)
  if (named.length < 2 || whatCosts || asksFirst.test(text) || !soundsLikeBuying(text)) return null
  return putSeveralIntoCart(clues)
}

/** A button for each lamp that the message names. */
export function putSeveralIntoCart({ reading: { text, lamps: named, spoken }, lamps }: Clues): Offer | null {
  const [first, ...also] = named.slice(0, mostAtOnce).map((slug, place) => {
    const part = partOf(text, spoken, place)
    const finish = finishIn(
      part,
      lamps.find((lamp) => lamp.slug === slug),
    )
    const quantity = readQuantity(part, [spoken[place] ?? slug])
    return { lamp: slug, ...(finish ? { finish } : {}), ...(quantity ? { quantity } : {}) }
  })
  if (!first) return null
  const others = also.map((input) => ({ intent: 'add-to-cart' as const, input }))
  return { score: 89, asked: { intent: 'add-to-cart', input: first, also: others } }
}
/** Each is a call of a tool (`mostCalls` of the function). */
const mostAtOnce = 5

/** What a message says of one of its lamps: from the "and" or the number before its name to the one before the next name. */
function partOf(text: string, names: readonly string[], place: number): string {
  const starts = names.map((name, at) => {
    const before = names[at - 1]
    if (before === undefined) return 0
    const from = text.indexOf(before) + before.length
    const end = text.indexOf(name, from)
    const joint = [...text.slice(from, end).matchAll(/ (?:and|plus|with|also|then) | \d{1,2} /g)].at(-1)
    return joint ? from + joint.index : end
  })
  return text.slice(starts[place], starts[place + 1])
}

/** The slug of the finish that a part of a message names; what stands after "in", if the lamp has no such finish. */
function finishIn(part: string, lamp: Product | undefined): string | null {
  const words = part.split(' ')
  const has = (name: string) =>
    plain(name)
      .split(' ')
      .every((word) => words.includes(word))
  const found =
    lamp?.finishes.find(({ name }) => has(name)) ??
    lamp?.finishes.find(({ name }) => has(name.split(',')[0] ?? name)) ??
    lamp?.finishes.find((finish) =>
      words.some((word) => word.length > 3 && plain(finish.name).split(' ').includes(word)),
    )
  if (found) return found.slug
  const said = /\bin (?:the |a )?(?!my\b|the\b|cart\b|basket\b|bag\b)([a-z]+)/.exec(part)?.[1]
  return said ?? null
}

/** "Add the black one" when two of the lamps that were shown come in black; with one of them, that one is meant. */
export function addWhich({ reading: { text, wish, lamps: named }, thread, lamp, lamps, degree }: Clues): Offer | null {
  const { finish } = wish
  // After a comparison, "one" would mean its first lamp.
  const open =
    lamp === null || (thread.last?.intent === 'compare-lamps' && finish !== undefined && degree === null && !wish.sort)
  if (!asks.cart.test(text) || named.length > 0 || !open || placed.test(text) || thread.lamps.length < 2) return null
  const shown = thread.lamps.flatMap((slug) => lamps.find((one) => one.slug === slug) ?? [])
  const fitting = finish ? shown.filter((one) => finishesLike(one, finish).length > 0) : shown
  const [only] = fitting
  if (only && fitting.length === 1) return means(83, 'add-to-cart', { lamp: only.slug, ...(finish ? { finish } : {}) })
  const asked = fitting.map(({ name }) => `Add ${name}${finish ? ` in ${finish}` : ''} to my cart`)
  return offerReadings(83, 'Which of these lamps?', asked)
}
const placed = /\b(?:first|second|third|last|former|latter|other)\b/
