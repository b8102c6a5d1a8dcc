import { beginsAnew, type Clues, hasWish, isChoice, isClosed, means, type Offer } from '#shop/assistant/clues.ts'
import type { Fact, MeasureName } from '#shop/assistant/intents.ts'
import { asks } from '#shop/assistant/lexicon-asks.ts'
import { ranked } from '#shop/assistant/measures.ts'

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
    return means(cued || degree ? 88 : 60, 'compare-lamps', {
      lamps: lamps.slice(0, 3),
      ...byOf(clues),
      ...checkOf(clues),
    })
  const [named] = lamps
  if (!named) return ofCompared(clues) ?? ofShown(clues)
  const other = thread.lamp
  if (!other || named === other) return null
  const points = /\b(it|this|that|this one|that one)\b/.test(text)
  // "Is the Gantry brighter" on the page of Foreman.
  if (degree && isClosed(text) && !/\bthan\b|\d/.test(text))
    return means(80, 'compare-lamps', { lamps: [named, other], by: degree.of, more: degree.more, asks: true })
  const said = text.search(/\b(it|this|that)\b/)
  const first = text.search(new RegExp(`\\b${named.split('-')[0]}`))
  const input = { lamps: said > first ? [named, other] : [other, named], ...byOf(clues) }
  if (
    /\bcompar|\bdiffer|\bsame \w+ as\b|\bas \w+ as\b|\bversus\b|\bvs\b|\bthan (it|this|that)\b|\b(better|more|\w+er) than\b|\bnext to\b/.test(
      text,
    )
  )
    return means(88, 'compare-lamps', input)
  return cued && points && fact === null ? means(79, 'compare-lamps', input) : null
}

/** "Which of Stoop and Towpath is rechargeable", "better for reading": what the lamps must be. */
function checkOf({ reading: { text, wish }, degree, fact, yesOrNo }: Clues) {
  const { sort: _sort, finish: _finish, without: _without, ...check } = wish
  const asksIt = /\b(?:which|what|better|good|best|are|is|both|either|suits?|for)\b/.test(text)
  if (degree || (fact !== null && measureOf[fact]) || !asksIt || !hasWish(check)) return {}
  return { check, ...(yesOrNo && !isChoice(text) ? { asks: true } : {}) }
}

function byOf({ reading: { text }, degree, fact, yesOrNo }: Clues) {
  const alike = adjectives.find(([said]) => said.test(text))?.[1]
  // "How much more does Porch cost than Kiln".
  const more =
    fact && /\bhow (?:much|many|far|long)\b.*\b(?:more|less|\w{2,}er)\b/.test(text) ? measureOf[fact] : undefined
  const same = more ?? alike ?? (fact && /\b(?:same|differ\w+ in)\b/.test(text) ? measureOf[fact] : undefined)
  if (!degree) return same ? { by: same, more: true } : {}
  const by =
    degree.of === 'hours' &&
    /\b(?:full|high|highest|most|bright|brightest|max|maximum)\b(?= (?:light|power|brightness|blast|level|setting))/.test(
      text,
    )
      ? 'full-hours'
      : degree.of
  return { by, more: degree.more, ...(yesOrNo && /\bthan\b/.test(text) ? { asks: true } : {}) }
}

/** "As tall as": what is compared. */
const adjectives: readonly (readonly [RegExp, MeasureName])[] = [
  [/\bas (?:tall|high) as\b/, 'height'],
  [/\bas (?:wide|long|broad) as\b/, 'width'],
  [/\bas (?:big|large|small) as\b/, 'size'],
  [/\bas (?:bright|strong) as\b/, 'lumens'],
  [/\bas (?:heavy|light) as\b/, 'weight'],
  [/\bas (?:expensive|cheap|much|dear) as\b/, 'price'],
  [/\bas warm as\b/, 'kelvin'],
]

/** "Compare the first two", "compare them": lamps of the list that was shown. */
function ofShown({ reading: { text }, thread, degree, lamps: all }: Clues): Offer | null {
  if (!/\b(?:compar\w*|differ\w*|versus|vs|side by side)\b/.test(text) || thread.lamps.length < 2) return null
  const named = ordinals.flatMap((said, place) => (said.test(text) ? (thread.lamps[place] ?? []) : []))
  const count = /\b(?:3|all|them|these|those)\b/.test(text) ? 3 : 2
  const { of, more } = degree ?? {}
  const shown = all.filter(({ slug }) => thread.lamps.includes(slug))
  const order = of === undefined ? thread.lamps : ranked(shown, of, more ?? true).map(({ slug }) => slug)
  const lamps = named.length > 1 ? named : order.slice(0, count)
  const points = named.length > 1 || /\b(?:2|3|both|them|these|those|they|all)\b/.test(text)
  return points ? means(80, 'compare-lamps', { lamps: lamps.slice(0, 3) }) : null
}
const ordinals = [/\bfirst\b(?! 2| 3)/, /\bsecond\b/, /\bthird\b/]

/** After a comparison: "which is brighter", "and the weight", "are both dimmable". */
function ofCompared(clues: Clues): Offer | null {
  const { reading, thread, fact, degree, yesOrNo } = clues
  const { text, wish } = reading
  const lamps = thread.last?.intent === 'compare-lamps' ? thread.last.input.lamps : null
  if (!lamps) return null
  if (degree && !/\b(the|a|something|anything|take|add|buy)\b/.test(text))
    return means(74, 'compare-lamps', { lamps, ...byOf(clues) })
  if (/\b(it|this|that|first|second|last|former|latter)\b/.test(text)) return null
  const measure = fact ? measureOf[fact] : undefined
  if (measure) return means(74, 'compare-lamps', { lamps, by: measure, more: true })
  const { sort: _sort, ...check } = wish
  const ofBoth = /\b(which|either|both|they|any|all)\b/.test(text) && !beginsAnew(text, wish)
  return hasWish(check) && ofBoth
    ? means(79, 'compare-lamps', { lamps, check, ...(yesOrNo ? { asks: true } : {}) })
    : null
}
