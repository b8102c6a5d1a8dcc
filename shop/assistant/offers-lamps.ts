import { type Clues, means, type Offer } from '#shop/assistant/clues.ts'
import type { Fact } from '#shop/assistant/intents.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'
import type { Reading, Wish } from '#shop/assistant/read.ts'
import { plain } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Scores how well a message matches the intents about lamps. Null means not at all.

export function compare({ reading: { text, lamps }, thread, fact }: Clues): Offer | null {
  const cued = asks.compare.test(text)
  if (lamps.length >= 2) return means(cued ? 88 : 60, 'compare-lamps', { lamps: lamps.slice(0, 3) })
  const [named] = lamps
  const other = thread.lamp
  if (!named || !other || named === other) return null
  const points = /\b(it|this|that|this one|that one)\b/.test(text)
  const said = text.search(/\b(it|this|that)\b/)
  const first = text.search(new RegExp(`\\b${named.split('-')[0]}`))
  const input = { lamps: said > first ? [named, other] : [other, named] }
  if (/\bcompar|\bdiffer|\bversus\b|\bvs\b|\bthan (it|this|that)\b|\b(better|more|\w+er) than\b|\bnext to\b/.test(text))
    return means(88, 'compare-lamps', input)
  return cued && points && fact === null ? means(79, 'compare-lamps', input) : null
}

export function cart({ reading, thread, lamp, lamps }: Clues): Offer | null {
  const { text, quantity } = reading
  const slug = lamp ?? thread.lamp
  const counted = /^\d{1,2} (x |times |of )?(?!k\b|euro)/.test(text) && reading.lamps.length === 1
  if (!slug || !(asks.cart.test(text) || counted)) return null
  const finish = finishOf(reading, slug, lamps) ?? (slug === thread.lamp ? thread.finish : null)
  const input = { lamp: slug, ...(finish ? { finish } : {}), ...(isQuantity(quantity) ? { quantity } : {}) }
  // "Do I have to buy a bulb" and "how soon would I get it" are questions, not requests to buy.
  const asked = /^(how|what|which|when|do|does|did|is|are|has|have|why|where|who)\b/.test(text)
  return means(asked ? 30 : 82, 'add-to-cart', input)
}

const isQuantity = (value: number | null): value is number => value !== null && value >= 1 && value <= 20

/** Returns the finish in the message: its slug when the lamp has a finish of this name, otherwise the shopper's word. */
function finishOf({ wish: { finish } }: Reading, slug: string, lamps: readonly Product[]): string | null {
  if (!finish) return null
  const lamp = lamps.find((candidate) => candidate.slug === slug)
  const exact = lamp?.finishes.find(
    ({ name, slug: short }) => plain(name) === finish || short.replaceAll('-', ' ') === finish,
  )
  return exact?.slug ?? finish
}

export function situation({ reading: { text, situation: found, wish, lamps }, fact, thread }: Clues): Offer | null {
  if (!found || lamps.length > 0) return null
  const wanted = asks.recommend.test(text)
  const aboutLamp = fact !== null && thread.lamp !== null && /\b(it|this|that)\b/.test(text)
  if (aboutLamp && !/\b(recommend|suggest|advi[cs]e)/.test(text)) return null
  const { maxPrice } = wish
  const attributes = Object.keys(wish).filter(
    (field) => field !== 'maxPrice' && field !== 'room' && field !== 'words',
  ).length
  const score = (wanted ? 76 : 66) - (attributes > 1 ? 14 : 0)
  return means(score, 'recommend-lamps', { situation: found, ...(maxPrice === undefined ? {} : { maxPrice }) })
}

const namesLamps = /\b(lamps?|lights?|lighting|pendants?|sconces?|something|anything|piece|ones?)\b/
const wantsLamps =
  /\b(show|find|search|looking|look|need|want|have|got|sell|any|list|see|which|what|give|browse|there|after|must|should|prefer)\b/
const hasWish = (wish: Wish) => Object.keys(wish).length > 0
/** Facts that depend on the finish. */
const choices: ReadonlySet<Fact> = new Set(['price', 'stock', 'finishes', 'everything'])

/** Returns the lamp of a question about one lamp; null when the question asks for others. */
function subject({ reading, thread, fact, lamp }: Clues): string | null {
  const { text, wish, lamps } = reading
  if (lamps.length > 1) return null
  const searches = /\b(which|what|any|other) (\w+ )?(lamps?|lights?|ones)\b/.test(text) || wish.sort !== undefined
  if (searches && lamps.length === 0 && /\bother\b/.test(text)) return null
  const quiet = text.split(' ').length <= 6 || !hasWish(wish) || !namesLamps.test(text)
  return lamp ?? (fact !== null && !searches && quiet ? thread.lamp : null)
}

export function describe(clues: Clues): Offer | null {
  const { reading, thread, fact, lamps } = clues
  const { text, wish } = reading
  const slug = subject(clues)
  if (!slug) return null
  const finish = finishOf(reading, slug, lamps)
  // "The brass went dark" is about a part of the lamp; "the price in brass" is about a finish.
  const chosen = fact === null || choices.has(fact) || text.includes(`in ${wish.finish}`)
  const named = finish && chosen ? { finish } : {}
  const isNamed = reading.lamps.length > 0
  const goesOn = /\b(what|how) about\b|^(ok |okay |so |hm )?and\b|^same\b|\bthen$/.test(text)
  if (isNamed && fact === null && goesOn && thread.last?.intent === 'describe-lamp') {
    return means(72, 'describe-lamp', { lamp: slug, fact: thread.last.input.fact, ...named })
  }
  const wanted = fact ?? (finish ? 'finishes' : 'everything')
  const asksFinish = finish !== null && Object.keys(wish).length === 1 && clues.lamp !== null
  const pointed = fact || asksFinish ? 68 : 45
  return means(isNamed ? 78 : pointed, 'describe-lamp', { lamp: slug, fact: wanted, ...named })
}

export function search({ reading: { text, wish, lamps }, thread, lamp }: Clues): Offer | null {
  if (lamps.length > 0) return null
  const named = wish.category !== undefined || wish.room !== undefined
  const noun = namesLamps.test(text) || named
  if (!hasWish(wish)) return noun && wantsLamps.test(text) && !lamp ? means(35, 'find-lamps', {}) : null
  const previous = thread.last?.intent === 'find-lamps' ? thread.last.input : null
  const ofThose =
    /\b(of|among|from) (those|them|these)\b|\bwhich one\b|^(and|or|but|only|also|just|what about|how about|in|with|without|under|cheaper)\b|\btoo$/.test(
      text,
    )
  const begins = !ofThose && (wish.category !== undefined || /\b(lamps?|lights?|something)\b/.test(text))
  const refines = previous !== null && !begins
  if (refines) return means(70, 'find-lamps', merge(previous, wish))
  return means(noun ? 64 : 50, 'find-lamps', wish)
}

/** Narrows a search. A new word is added to the old ones; a new colour replaces the old one. */
function merge(previous: Wish, wish: Wish): Wish {
  const words = [...new Set([...(previous.words ?? []), ...(wish.words ?? [])])]
  return { ...previous, ...wish, ...(words.length > 0 ? { words } : {}) }
}

/** Short messages that only make sense after an earlier message. */
export function goOn({ reading: { text, wish, lamps }, thread }: Clues): Offer | null {
  const { last } = thread
  const { maxPrice } = wish
  if (last?.intent === 'recommend-lamps' && maxPrice !== undefined && lamps.length === 0) {
    return means(71, 'recommend-lamps', { ...last.input, maxPrice })
  }
  if (last?.intent === 'explain-policy' && lamps.length === 0 && /\b(how much|costs?|extra|free|fee)\b/.test(text)) {
    return means(74, 'explain-policy', { topic: 'shipping-cost' })
  }
  if (last?.intent === 'find-lamps' && /\bcheaper\b/.test(text) && maxPrice === undefined) {
    return means(60, 'find-lamps', { ...last.input, sort: 'cheapest' })
  }
  return null
}
