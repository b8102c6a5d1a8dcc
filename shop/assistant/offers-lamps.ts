import { type Clues, hasWish, means, namesLamps, type Offer, queryOf, wantsOne } from '#shop/assistant/clues.ts'
import { isColour } from '#shop/assistant/colour-words.ts'
import type { Situation } from '#shop/assistant/intents.ts'
import { hasWord, kinds } from '#shop/assistant/lamp-words.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'
import { features } from '#shop/assistant/lexicon-words.ts'
import { merge } from '#shop/assistant/offers-follow.ts'
import type { Wish } from '#shop/assistant/read.ts'
import { searchLamps } from '#shop/assistant/search.ts'
import { recommend } from '#shop/assistant/situations.ts'
import { plain } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Scores how well a message matches the intents about lamps. Null means not at all.

export function situation({
  reading: { text, situation: found, wish, lamps },
  fact,
  thread,
  lamps: all,
}: Clues): Offer | null {
  if (!found || lamps.length > 0) return null
  // Lights for Christmas outside are no present.
  if (found === 'as-a-gift' && wish.room === 'outdoors' && !presents.test(text)) return null
  const wanted = asks.recommend.test(text)
  const pointed = thread.lamp !== null && /\b(it|this|that)\b/.test(text) && !namesLamps.test(text)
  const aboutLamp = pointed && (fact !== null || Object.keys(wish).length > 0)
  if (aboutLamp && !/\b(recommend|suggest|advi[cs]e)/.test(text)) return null
  const { maxPrice } = wish
  const rest = restOf(found, text, wish)
  const attributes = Object.keys(rest).length
  const narrowed = narrowedBy(rest, text)
  const asksMaterial = wish.words?.some((word) => kinds.has(word) && madeOf(word).test(text)) ?? false
  const suits =
    recommend(all, { situation: found, ...(maxPrice === undefined ? {} : { maxPrice }), ...narrowed }).length > 0
  // A list with all attributes says more than a choice for a situation; one that has to leave some out says less.
  const listed = attributes > 1 && !(suits && searchLamps(all, wish).given_up.length > 0)
  const score = (wanted ? 76 : 66) - (listed || asksMaterial ? 14 : 0)
  return means(score, 'recommend-lamps', {
    situation: found,
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...narrowed,
  })
}

/** "Which lamps have stone in them": a list of those is asked for. */
const madeOf = (word: string) =>
  new RegExp(String.raw`\b(?:which|what|list|show|any|all)\b.*\b(?:of|with|in|have|from) (?:\w+ )?${word}`)

/** The wish that narrows a choice; one lamp only, where one is asked for. */
export function narrowedBy(rest: Wish, text: string): { wish?: Wish } {
  const wish = { ...rest, ...(wantsOne(text) ? { single: true } : {}) }
  return hasWish(wish) ? { wish } : {}
}

/** What a message wants beside the situation, which says with its own words where the lamp is and what it is for. */
export function restOf(
  found: Situation,
  text: string,
  { maxPrice: _most, room, words, drilling: _drilling, ...other }: Wish,
): Wish {
  // "A present for an eight year old" is one for a child.
  // "No socket on the terrace" needs one that stands rain, too.
  const keepsRoom =
    (found === 'as-a-gift' && room === 'childs-room') || (found === 'without-a-socket' && room === 'outdoors')
  // "A gift of wood" says what it is like.
  const like = found === 'as-a-gift' ? (words ?? []).filter((word) => word !== 'gift') : []
  const kept: Wish = { ...other, ...(keepsRoom ? { room } : {}), ...(like.length > 0 ? { words: like } : {}) }
  // What stands on a table outside has no cable.
  if (found === 'evening-outside' && /\bon (?:the|our|a|my) (?:\w+ )?table\b/.test(text)) kept.power ??= 'rechargeable'
  return withoutAny.has(found) ? withoutLack(kept) : kept
}

const presents = /\b(?:gift|present|give|surprise|for (?:a |my )?\w*(?:mum|mom|mother|dad|father|friend|wife|husband))/

/** Situations that say what is not there. That is no wish for a lamp without it. */
const withoutAny: ReadonlySet<Situation> = new Set(['without-a-socket', 'without-a-table'])
function withoutLack({ without: _without, withoutWords: _words, power: _power, ...rest }: Wish): Wish {
  return rest
}

const everyLamp =
  /^(?:show |list |see |give |me |please |can i see )*(?:all|everything|all (?:the |your )?lamps|your lamps|the whole (?:range|catalogue)|the catalogue|catalogue|lamps)(?: please)?$/
const wantsLamps =
  /\b(show|find|search|looking|look|need|want|have|got|sell|any|list|see|which|what|give|browse|there|after|must|should|prefer)\b/
/** A use in one word, such as "a lamp for homework". A search that finds all it looks for comes first. */
export function use({ reading: { text, use: situation, wish, lamps }, lamp, thread, lamps: all }: Clues): Offer | null {
  const asked = namesLamps.test(text) || (asks.recommend.test(text) && thread.lamp === null)
  if (!situation || lamps.length > 0 || lamp !== null || !asked) return null
  const { maxPrice, minPrice: _minPrice, words, ...rest } = wish
  if (words?.some((word) => features.includes(word))) return null
  const found = words !== undefined && searchLamps(all, { words }).given_up.length === 0
  const clear =
    found ||
    rest.category !== undefined ||
    rest.room !== undefined ||
    rest.finish !== undefined ||
    rest.sort !== undefined
  const narrowed = narrowedBy(rest, text)
  return means(clear ? 49 : 66, 'recommend-lamps', {
    situation,
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...narrowed,
  })
}

/** What a message looks for: its fields, words for the shop's search, and not the lamp that "another one" turns away from. */
export function wishOf({ reading, thread, lamps }: Clues): Wish {
  const query = queryOf(reading, lamps)
  const { text, wish } = reading
  const turnsAway = /\b(?:another|others?|different|else|not (?:this|that))\b/.test(text) && hasWish(wish)
  const others = [...(turnsAway && thread.lamp ? [thread.lamp] : []), ...onlyMadeOf(text, wish, lamps)]
  const without = others.length > 0 ? { without: [...(wish.without ?? []), ...others].slice(0, 40) } : {}
  const single = hasWish(wish) && wantsOne(text) ? { single: true } : {}
  return { ...wish, ...(query === null ? {} : { query }), ...without, ...single }
}

/** "With a brass finish" is not said of marble with a brass part: slugs of lamps that have the word elsewhere than first in a finish. */
function onlyMadeOf(text: string, { finish }: Wish, lamps: readonly Product[]): string[] {
  if (
    !finish ||
    isColour(finish) ||
    !new RegExp(String.raw`\b(?:${finish} finish(?:es)?|finish(?:ed)? (?:in|of) ${finish})\b`).test(text)
  )
    return []
  const isFirst = ({ finishes }: Product) =>
    finishes.some(({ name }) => ` ${plain(name.split(',')[0] ?? '')} `.includes(` ${finish} `))
  if (!lamps.some(isFirst)) return []
  return lamps.filter((lamp) => hasWord(lamp, finish) && !isFirst(lamp)).map(({ slug }) => slug)
}

export function search(clues: Clues): Offer | null {
  const { thread, lamp, lamps: all } = clues
  const { text, lamps } = clues.reading
  if (lamps.length > 0) return null
  const wish = wishOf(clues)
  const named = wish.category !== undefined || wish.room !== undefined
  if (everyLamp.test(text)) return means(50, 'find-lamps', {})
  const noun = namesLamps.test(text) || named
  if (!hasWish(wish)) return noun && wantsLamps.test(text) && !lamp ? means(35, 'find-lamps', {}) : null
  const previous = thread.last?.intent === 'find-lamps' ? thread.last.input : null
  const ofThose =
    /\b(of|among|from) (those|them|these)\b|\bwhich one\b|^(and|or|but|only|also|just|what about|how about|in|with|without|under|cheaper)\b|\btoo$/.test(
      text,
    )
  // "For the desk" after red lamps narrows them; "desk lamps" begins anew.
  const adds = previous?.category === undefined && /^(for|on|over) (the|my|a)\b/.test(text)
  const begins = !(ofThose || adds) && (wish.category !== undefined || /\b(lamps?|lights?|something)\b/.test(text))
  const refines = previous !== null && !begins
  if (refines) {
    const merged = merge(previous, wish)
    // "And for outside?" after table lamps: none of those stands outside, other lamps do.
    const fits = wish.room === undefined || searchLamps(all, merged).given_up.length === 0
    return means(70, 'find-lamps', fits ? merged : wish)
  }
  return means(noun ? 64 : 50, 'find-lamps', wish)
}

const seeks = /^(?:do|have|any|got|are there|is there|sell)\b.*\b(?:have|got|sell|any|there|carry|stock)\b/

/** A lamp by words that only the shop's search knows, such as "the banker's lamp" or "the snail". */
export function byWords({ reading, fact, thread, lamps: all }: Clues): Offer | null {
  const { text, lamps, wish } = reading
  const query = queryOf(reading, all)
  if (query === null || lamps.length > 0 || (fact !== null && thread.lamp !== null)) return null
  // "How much is the snail" asks for a fact of a lamp that only the search knows.
  const named = fact !== null && ` ${text} `.includes(` the ${query} `)
  if (fact !== null) return named ? means(47, 'find-lamps', { query }) : null
  const asks = namesLamps.test(text) || text.split(' ').length <= 4 || seeks.test(text)
  return asks ? means(44, 'find-lamps', { ...wish, query }) : null
}
