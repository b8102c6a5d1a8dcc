import type { IntentInput, Situation } from '#shop/assistant/intents.ts'
import { saidSituations } from '#shop/assistant/lexicon.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import { correct, type Phrase, type Vocabulary } from '#shop/assistant/vocabulary.ts'
import { shop } from '#shop.config.ts'

export type Wish = IntentInput<'find-lamps'>

/** The facts in a message, before the intent is known. */
export type Reading = {
  /** plain and corrected, see `text.ts` */
  text: string
  /** slugs of lamps, in the order in which the message names them */
  lamps: readonly string[]
  /** the search fields in the message */
  wish: Wish
  /** an order number, such as NL-10023 */
  order: string | null
  quantity: number | null
  situation: Situation | null
  /** true if the message names a country */
  country: boolean
}

/** Reads a message with the vocabulary of this catalogue. */
export function read(message: string, vocabulary: Vocabulary): Reading {
  const text = correct(plain(message), vocabulary)
  const words = text.split(' ')
  const lamps: string[] = []
  const wish: { -readonly [Field in keyof Wish]: Wish[Field] } = {}
  const said: string[] = []
  for (let place = 0; place < words.length; ) {
    const phrase = findPhrase(words, place, vocabulary)
    if (phrase) take(phrase, { lamps, wish, said })
    place += phrase?.words.length ?? 1
  }
  if (said.length > 0) wish.words = [...new Set(said)].slice(0, 6)
  const order = orderNumber.exec(text)?.[1]
  return {
    text,
    lamps: [...new Set(lamps)],
    wish: { ...wish, ...readPrices(text) },
    order: order ? `${shop.orderPrefix}-${order}` : null,
    quantity: readQuantity(text),
    situation: findSituation(text),
    country: countries.test(text) && /\b(deliver|ship|send|order|post|live|from|mail|get|buy)/.test(text),
  }
}

type Found = { lamps: string[]; wish: { -readonly [Field in keyof Wish]: Wish[Field] }; said: string[] }

function take({ meaning }: Phrase, { lamps, wish, said }: Found): void {
  if (meaning.field === 'lamp') lamps.push(meaning.value)
  else if (meaning.field === 'word') said.push(meaning.value)
  // Of two rooms or colours, the first one counts.
  else if (wish[meaning.field] === undefined) Object.assign(wish, { [meaning.field]: meaning.value })
}

const prefix = shop.orderPrefix.toLowerCase()
const orderNumber = new RegExp(String.raw`\b${prefix}(\d{2,9})\b`)
const allOrderNumbers = new RegExp(orderNumber, 'g')

const codes =
  'AT BE BG CA CH CN CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP LI LT LU LV MT NL NO PL PT RO SE SI SK TR UA US AU'
const countryNames = new Intl.DisplayNames('en', { type: 'region' })
const countries = new RegExp(
  String.raw`\b(?:${[...[...codes.split(' '), ...shop.delivery.countries].map((code) => plain(countryNames.of(code) ?? code)), 'uk', 'usa', 'vienna', 'lisbon', 'porto', 'madrid', 'barcelona', 'paris', 'berlin', 'munich', 'rome', 'milan', 'london', 'dublin', 'brussels', 'amsterdam', 'copenhagen', 'stockholm', 'oslo', 'helsinki', 'zurich', 'warsaw', 'prague', 'athens', 'new york', 'england', 'scotland', 'america', 'holland'].join('|')})\b`,
)

const places: Record<string, Wish['room']> = { porch: 'outdoors', stoop: 'outdoors' }

const smallPlaces =
  /^(bed|living|dining|sitting|guest|bath|kids?|childs?|childrens|spare|work|store)?(room|flat|apartment|kitchen|hall\w*|bath\w*|space|corner|house|home|studio|balcony|budget|desk|table|shelf|child|children|kids?|bed\w*|living|dining|office|garden|terrace|and)$/

/** Returns the longest phrase that starts at this word. "My porch" does not mean the lamp Porch. */
function findPhrase(words: readonly string[], place: number, { phrases }: Vocabulary): Phrase | null {
  const here = words.slice(place, place + 6).map(singular)
  const fits = (phrase: Phrase) => phrase.words.every((word, index) => here[index] === word)
  const phrase = phrases.get(here[0] ?? '')?.find(fits) ?? null
  // "A small lamp" asks for a small lamp; "a small bedroom" does not.
  if (phrase?.meaning.field === 'sort' && phrase.words.length === 1 && smallPlaces.test(words[place + 1] ?? '')) {
    return /^(small|tiny|compact)$/.test(words[place] ?? '') ? null : phrase
  }
  if (phrase?.meaning.field !== 'lamp') return phrase
  const before = words.slice(Math.max(0, place - 2), place).join(' ')
  if (/^(lamp|light)s?$/.test(words[place + phrase.words.length] ?? '')) return phrase
  if (!/\b(my|our|front|back)$|\b(on|for|at|in|near) (the|a)$/.test(before)) return phrase
  const room = places[phrase.words.join(' ')]
  return room ? { words: phrase.words, meaning: { field: 'room', value: room } } : phrase
}

const unit = String.raw`(?!\s*(?:cm|mm|m|metres?|meters?|kelvin|k|watts?|w|lumens?|lm|days?|weeks?|hours?|h|years?|minutes?|months?|x|inch\w*|kg|people|persons?|of|am|pm|oclock|percent|times)\b)`
const amount = String.raw`(\d+(?:\.\d{1,2})?)${unit}`
const most =
  'under|below|less than|cheaper than|max|maximum|max of|up to|upto|not more than|no more than|nothing over|nothing above|not over|not above|within|at most|budget(?: \\w+){0,3} is|budget(?: of| max)?|budget around|nothing past|not past|until|got|get for|have for|spend|limit(?: is)?|lower than|smaller than|beneath|not exceed(?:ing)?|a maximum of'
const least = 'over|above|more than|from|at least|starting at|minimum|min|upwards of|starting from'
const highest = new RegExp(String.raw`\b(?:${most})\s+(?:about |around |of |is )?${amount}`)
const lowest = new RegExp(String.raw`\b(?:${least})\s+${amount}`)
const range = new RegExp(String.raw`\b(?:between|from)?\s*${amount}(?: euro)?\s+(?:and|to|till|until)\s+${amount}`)
const trailing = new RegExp(
  String.raw`\b${amount}(?: euro)?\s+(?:max|maximum|or less|or under|or below|budget|tops|at most|limit|to spend|at the most|is my limit|all in|is all|all i have|is what i have|is the budget)\b`,
)
const upwards = new RegExp(String.raw`\b${amount}(?: euro)?\s+(?:and up|or more|up|upwards|minimum|plus)\b`)

/** Reads a price range in the shop's currency. A number alone is no price: it may be a length or a count. */
function readPrices(text: string): Pick<Wish, 'minPrice' | 'maxPrice'> {
  const between = range.exec(text)
  if (between && /\b(between|from|range|bracket)\b|\beuro\b/.test(text)) {
    return { minPrice: Number(between[1]), maxPrice: Number(between[2]) }
  }
  const up = upwards.exec(text)
  if (up) return { minPrice: Number(up[1]) }
  const maxPrice = highest.exec(text)?.[1] ?? trailing.exec(text)?.[1]
  if (maxPrice) return { maxPrice: Number(maxPrice) }
  const minPrice = lowest.exec(text)?.[1]
  return minPrice ? { minPrice: Number(minPrice) } : {}
}

/** Reads the quantity, 1 to 20. */
function readQuantity(text: string): number | null {
  if (/\b(a pair of|a couple of|both)\b/.test(text)) return 2
  const counted = /\b(\d{1,2})(?: x| of| pieces| times)?\b(?! euro)/.exec(text.replace(allOrderNumbers, ''))
  if (counted) return Number(counted[1])
  const one =
    /^one\b|\bone of (?:these|those|them|the|this)\b|\b(?:take|have|want|add|buy|order|get|give|send|bring|put|me|just)(?: me)? one (?!in\b)/
  return one.test(text) && !/\b(that|this) one\b/.test(text) ? 1 : null
}

const situations = saidSituations.map(([situation, ...groups]) => ({
  situation,
  groups: groups.map((group) => new RegExp(String.raw`\b(?:${group})s?\b`)),
}))

function findSituation(text: string): Situation | null {
  return situations.find(({ groups }) => groups.every((group) => group.test(text)))?.situation ?? null
}
