import { beginsAnew, type Clues, hasWish, means, type Offer } from '#shop/assistant/clues.ts'
import type { Fact, MeasureName } from '#shop/assistant/intents.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'

// Scores how well a message matches a comparison.

/** What a question about a fact compares. */
const measureOf: Partial<Record<Fact, MeasureName>> = {
  price: 'price',
  dimensions: 'size',
  weight: 'weight',
  brightness: 'lumens',
  'colour-temperature': 'kelvin',
  'power-use': 'watts',
  reviews: 'stars',
}

export function compare(clues: Clues): Offer | null {
  const { reading, thread, fact, degree } = clues
  const { text, lamps } = reading
  const cued = asks.compare.test(text)
  if (lamps.length >= 2)
    return means(cued || degree ? 88 : 60, 'compare-lamps', { lamps: lamps.slice(0, 3), ...byOf(clues) })
  const [named] = lamps
  if (!named) return ofCompared(clues)
  const other = thread.lamp
  if (!other || named === other) return null
  const points = /\b(it|this|that|this one|that one)\b/.test(text)
  const said = text.search(/\b(it|this|that)\b/)
  const first = text.search(new RegExp(`\\b${named.split('-')[0]}`))
  const input = { lamps: said > first ? [named, other] : [other, named], ...byOf(clues) }
  if (/\bcompar|\bdiffer|\bversus\b|\bvs\b|\bthan (it|this|that)\b|\b(better|more|\w+er) than\b|\bnext to\b/.test(text))
    return means(88, 'compare-lamps', input)
  return cued && points && fact === null ? means(79, 'compare-lamps', input) : null
}

function byOf({ reading: { text }, degree, yesOrNo }: Clues) {
  if (!degree) return {}
  return { by: degree.of, more: degree.more, ...(yesOrNo && /\bthan\b/.test(text) ? { asks: true } : {}) }
}

/** After a comparison: "which is brighter", "and the weight", "are both dimmable". */
function ofCompared(clues: Clues): Offer | null {
  const { reading, thread, fact, degree } = clues
  const { text, wish } = reading
  const lamps = thread.last?.intent === 'compare-lamps' ? thread.last.input.lamps : null
  if (!lamps) return null
  if (degree && !/\b(the|a|something|anything|take|add|buy)\b/.test(text))
    return means(72, 'compare-lamps', { lamps, ...byOf(clues) })
  if (/\b(it|this|that|first|second|last|former|latter)\b/.test(text)) return null
  const measure = fact ? measureOf[fact] : undefined
  if (measure) return means(72, 'compare-lamps', { lamps, by: measure, more: true })
  const { sort: _sort, ...check } = wish
  const ofBoth = /\b(which|either|both|they|any|all)\b/.test(text) && !beginsAnew(text, wish)
  return hasWish(check) && ofBoth ? means(79, 'compare-lamps', { lamps, check }) : null
}
