import { beginsAnew, type Clues, hasWish, means, type Offer } from '#shop/assistant/clues.ts'
import { measures } from '#shop/assistant/measures.ts'
import type { Wish } from '#shop/assistant/read.ts'

// Scores how well a message continues what was said before.

/** Narrows a search. A new word is added to the old ones; a new colour replaces the old one. */
export function merge(previous: Wish, wish: Wish): Wish {
  const words = [...new Set([...(previous.words ?? []), ...(wish.words ?? [])])]
  return { ...previous, ...wish, ...(words.length > 0 ? { words } : {}) }
}

/** The order in which "brighter" puts a list. */
const sortOf: Record<string, Wish['sort']> = {
  'price less': 'cheapest',
  'price more': 'dearest',
  'lumens more': 'brightest',
  'height more': 'tallest',
  'size more': 'largest',
  'size less': 'smallest',
  'weight more': 'heaviest',
  'weight less': 'lightest',
  'watts less': 'most-efficient',
  'kelvin less': 'warmest',
  'stars more': 'best-rated',
  'hours more': 'longest-lasting',
}

/** After a list: "more", "brighter", "cheaper". */
export function goOnList({ reading: { text, wish }, thread: { last, lamps: shown }, degree }: Clues): Offer | null {
  if (last?.intent !== 'find-lamps') return null
  if (moreOf.test(text) && !hasWish(wish)) {
    const without = [...(last.input.without ?? []), ...shown].slice(0, 40)
    return means(65, 'find-lamps', { ...last.input, without })
  }
  const sort = degree ? sortOf[`${degree.of} ${degree.more ? 'more' : 'less'}`] : undefined
  if (sort && text.split(' ').length <= 3 && !/\b(?:the|one)\b/.test(text))
    return means(70, 'find-lamps', { ...last.input, sort })
  if (/\bcheaper\b/.test(text) && wish.maxPrice === undefined)
    return means(60, 'find-lamps', { ...last.input, sort: 'cheapest' })
  return null
}
const moreOf = /^(?:(?:please|ok|and|show|see|me|any|some|give) )*(?:more|others|the rest|next)\b/

/** Short messages that only make sense after a recommendation, a comparison or a rule. */
export function goOn({ reading: { text, wish, lamps }, thread: { last } }: Clues): Offer | null {
  if (lamps.length > 0) return null
  const { maxPrice } = wish
  if (last?.intent === 'recommend-lamps' && maxPrice !== undefined)
    return means(71, 'recommend-lamps', { ...last.input, maxPrice })
  if (last?.intent === 'recommend-lamps' && hasWish(wish) && !beginsAnew(text, wish))
    return means(71, 'recommend-lamps', { ...last.input, wish: merge(last.input.wish ?? {}, wish) })
  if (last?.intent === 'compare-lamps' && /\b(they|them|both|each)\b/.test(text))
    return means(73, 'compare-lamps', { lamps: last.input.lamps })
  const topic = last?.intent === 'explain-policy' ? last.input.topic : null
  if (topic === 'returns' && /\b(who|pays?|costs?|free|how long|days|label)\b/.test(text))
    return means(75, 'explain-policy', { topic })
  if (topic && /\b(how (long|fast|soon|many days)|when)\b/.test(text))
    return means(75, 'explain-policy', { topic: 'delivery-time' })
  if (topic && /\b(how much|costs?|extra|free|fee)\b/.test(text))
    return means(74, 'explain-policy', { topic: 'shipping-cost' })
  return null
}

const otherOne =
  /\b(?:another (?:one|lamp)|(?:some|any)thing else|(?:show|see) (?:me )?others|a different one|not this (?:one|lamp)|dont like (?:it|this))\b/

/** "Something cheaper than Kiln", "a smaller one": lamps of the same kind as one lamp, on one side of it. */
export function relative({ reading: { text, wish, lamps: named }, thread, lamps, degree }: Clues): Offer | null {
  const slug = named[0] ?? (/^(find|compare)/.test(thread.last?.intent ?? '') ? null : thread.lamp)
  const lamp = lamps.find((candidate) => candidate.slug === slug)
  if (lamp && named.length <= 1 && /\b(similar|alternatives?|(something|anything|lamps?|one) like)\b/.test(text)) {
    return means(80, 'find-lamps', {
      category: lamp.categorySlug,
      ...wish,
      without: [...(wish.without ?? []), lamp.slug],
    })
  }
  const turnsAway = named.length === 0 && !hasWish(wish) && otherOne.test(text)
  if (lamp && turnsAway) return means(80, 'find-lamps', { category: lamp.categorySlug, without: [lamp.slug] })
  if (!lamp || !degree || named.length > 1) return null
  // "Lintel in something darker than oak" asks for its finishes.
  if (named.length === 1 && wish.finish && degree.of === 'lumens') return null
  const seeks =
    /\b(something|anything|lamps?|lights|any|others?|find|show|else|alternatives?)\b|\bsame\b.*\b(?:in|but) \w+er$|\b\w+er (one|ones|lamp)\b|\b(a|an) (more|less|\w+er)\b/
  const short = named.length === 0 && text.split(' ').length <= 3
  if (
    !(seeks.test(text) || short) ||
    /\b(is|are|does) (it|this|that)\b|\bthe \w+er (one|lamp)\b|\b(most|least|\w+est)\b|^the\b/.test(text)
  )
    return null
  const { of } = measures[degree.of]
  const value = of(lamp)
  if (value === null) return null
  const { sort: _sort, ...rest } = wish
  const category = rest.category ? {} : { category: lamp.categorySlug }
  const limit = { of: degree.of, ...(degree.more ? { least: value + 0.01 } : { most: value - 0.01 }) }
  return means(80, 'find-lamps', { ...category, ...rest, limits: [limit] })
}
