import type { IntentInput, MeasureName } from '#shop/assistant/intents.ts'

type Wish = IntentInput<'find-lamps'>

const unit = String.raw`(?![\d.])(?!\s*(?:cm|centimet\w+|lm|lumens?|grams?|g|kilos?|stars?|mm|m|metres?|meters?|kelvin|k|watts?|w|lumens?|lm|days?|weeks?|hours?|h|years?|minutes?|months?|x|inch\w*|kg|people|persons?|of|am|pm|oclock|percent|times)\b)`
const amount = String.raw`(\d+(?:\.\d{1,2})?)${unit}`
const most =
  'under|below|less than|cheaper than|max|maximum|max of|up to|upto|not more than|no more than|nothing over|nothing above|not over|not above|within|at most|budget(?: \\w+){0,3} is|budget(?: of| max)?|budget around|nothing past|not past|until(?! 1[0-2]\\b(?! euro))|got|get for|have for|spend|limit(?: is)?|lower than|smaller than|beneath|not exceed(?:ing)?|a maximum of'
const least = 'over|above|more than|from|at least|starting at|minimum|min|upwards of|starting from'
const highest = new RegExp(String.raw`\b(?:${most})\s+(?:about |around |of |is )?${amount}`)
const lowest = new RegExp(String.raw`\b(?:${least})\s+${amount}`)
const range = new RegExp(String.raw`\b(?:between|from)?\s*${amount}(?: euro)?\s+(?:and|to|till|until)\s+${amount}`)
const trailing = new RegExp(
  String.raw`\b${amount}(?: euro)?\s+(?:max|maximum|or less|or under|or below|budget|tops|at most|limit|to spend|at the most|is my limit|all in|is all|all i have|is what i have|is the budget)\b`,
)
const upwards = new RegExp(String.raw`\b${amount}(?: euro)?\s+(?:and up|or more|up|upwards|minimum|plus(?! \d))\b`)

const around = new RegExp(
  String.raw`(?<!\b(?:under|below|budget|max|than|over|above|up to) )\b(?:around|about|roughly|approximately|approx|circa|ca|close to|something like) ${amount}(?: euro)?\b|\b${amount} ish\b`,
)
const plainPrice = new RegExp(
  String.raw`\b(?:for|at(?! 1[0-2]\b)|budget|only have|i have|have only) (?:only |a |just )?(\d{2,6}(?:\.\d{1,2})?)${unit}(?: (?:euro|budget))?\b(?! days)|\b${amount} euro\b`,
)

/** "Less than one kilo". Elsewhere, one is mostly a lamp. */
const oneUnit = /\bone(?= (?:kilos?|kilograms?|kg|met(?:re|er)s?|hours?|watts?)\b)/g

/** "Nothing under 500" is at least 500. */
const turnRound = (text: string) =>
  text
    .replace(oneUnit, '1')
    .replace(
      /\b(?:not|no|never|nothing|dont|doesnt|shouldnt|mustnt|cant|cannot|wont)(?: (?!under\b|below\b|less\b)\w+){1,3}? (?=(?:more|higher|taller|wider|bigger|larger|deeper|longer|heavier) than \d|(?:over|above|exceed) \d)\w+(?: than)?/g,
      'at most',
    )
    .replace(
      /\b(?:not|no|nothing) (?:higher|taller|wider|bigger|larger|deeper|longer|heavier|broader|brighter) than\b/g,
      'at most',
    )
    .replace(
      /\b(?:nothing|not|no) (?:under|below|less than|cheaper than|lower than|smaller than|shorter than)\b/g,
      'at least',
    )

/** Reads a price range in the shop's currency. A number alone is no price: it may be a length or a count. */
export function readPrices(message: string): Pick<Wish, 'minPrice' | 'maxPrice'> {
  const text = turnRound(message)
  if (yearSaid.test(text) || criSaid.test(text)) return {}
  const near = around.exec(text)
  if (near) {
    const value = Number(near[1] ?? near[2])
    return { minPrice: Math.round(value * 0.8), maxPrice: Math.round(value * 1.2) }
  }
  const between = range.exec(text)
  if (
    between &&
    (between[0].length === text.length ||
      /\b(between|from|range|bracket|budget|lamps?|lights?|pendants?|sconces?)\b|\beuro\b/.test(text))
  ) {
    return { minPrice: Number(between[1]), maxPrice: Number(between[2]) }
  }
  const up = upwards.exec(text)
  if (up) return { minPrice: Number(up[1]) }
  const most = highest.exec(text)?.[1] ?? trailing.exec(text)?.[1]
  const least = lowest.exec(text)?.[1]
  // "More than 400, less than 500"; in "not more than 60", both find 60.
  if (most && least && Number(least) < Number(most)) return { minPrice: Number(least), maxPrice: Number(most) }
  if (most) return { maxPrice: Number(most) }
  if (least) return { minPrice: Number(least) }
  const found = plainPrice.exec(text)
  const at = found?.[1] ?? found?.[2]
  return at ? { maxPrice: Number(at) } : {}
}

type Limit = { of: MeasureName; least?: number; most?: number }

/** Units, what they measure, and how many of the measure's own unit each is. A length is a height unless the text says otherwise. */
const units: readonly (readonly [RegExp, MeasureName, number])[] = [
  [/^(?:cm|centimet\w+)$/, 'height', 1],
  [/^(?:m|met(?:re|er)s?)$/, 'height', 100],
  [/^(?:mm|millimet\w+)$/, 'height', 0.1],
  [/^inch(?:es)?$/, 'height', 2.54],
  [/^(?:lm|lumens?)$/, 'lumens', 1],
  [/^(?:k|kelvins?)$/, 'kelvin', 1],
  [/^(?:kg|kilos?|kilograms?)$/, 'weight', 1000],
  [/^(?:g|grams?)$/, 'weight', 1],
  [/^(?:w|watts?)$/, 'watts', 1],
  [/^(?:h|hours?)$/, 'hours', 1],
  [/^(?:stars?)$/, 'stars', 1],
]
const directions: readonly (readonly [RegExp, MeasureName])[] = [
  [/\b(?:wide|wider|width|across|diameter|narrower|broad|long|longer|length)\b/, 'width'],
  [/\b(?:deep|deeper|depth)\b/, 'depth'],
  [/\b(?:smaller|bigger|larger|small|big|large|size)\b/, 'size'],
]
const measured = new RegExp(
  String.raw`(?:\b(?:(${[
    'under|below|less than|max|maximum|up to|at most|not more than|no more than|not over|shorter than|smaller than|lower than|lighter than|narrower than|within|fits? (?:on|in|under|into|onto|between)(?: w+){0,2}',
    'over|above|more than|at least|min|minimum|from|taller than|higher than|bigger than|larger than|wider than|brighter than|heavier than|longer than|stronger than',
  ].join(
    ')|(',
  )}))\s+(?:of |a |an |about )?)?(\d+(?:\.\d+)?) ?(cm|centimet\w+|mm|millimet\w+|m|met(?:re|er)s?|inch(?:es)?|lm|lumens?|k|kelvins?|kg|kilos?|kilograms?|g|grams?|w|watts?|h|hours?|stars?)\b(?: (?!or\b|and\b|max|min|at\b)\w+)?(?: (or less|or under|or below|max|maximum|at most)| (or more|and up|or above|or over|minimum|at least|or taller|or brighter))?`,
  'g',
)

/** "Over a 120 cm table" is a place, not a limit. */
const furniture = /\b(?:tables?|desks?|islands?|counters?|beds?|sofas?|bench)\b/

const yearSaid =
  /\b(?:from|of|in|since|after|before|until|year|designed|made|newer than|older than|later than) (?:the year )?(20[12]\d)\b(?! ?euro)/

/** "CRI 95" and "CRI over 90" are at least that much. */
const criSaid = /\b(?:cri|colou?r (?:rendering|accuracy)|true colou?rs?)(?: \w+){0,3}? (\d{2})\b/

/** Reads limits such as "taller than 1.5 m" and "at least 800 lumens". A length without a comparison is no limit; other measures are exact within a tenth, kelvins within three percent. */
export function readLimits(message: string): Limit[] {
  const text = turnRound(message)
  const [, from] = yearSaid.exec(text) ?? []
  if (from) {
    const since = /\b(?:since|after|newer than|later than)\b/.test(text)
    const before = /\b(?:before|until|older than)\b/.test(text)
    const year = Number(from)
    // "Older than 2021" excludes 2021.
    const past = /\b(?:older|newer|later) than\b|\bbefore\b/.test(text) ? 1 : 0
    return [
      {
        of: 'year',
        ...(before ? {} : { least: since ? year + past : year }),
        ...(since ? {} : { most: before ? year - past : year }),
      },
    ]
  }
  const [, cri] = criSaid.exec(text) ?? []
  if (cri) return [{ of: 'cri', least: Number(cri) }]
  return [...text.matchAll(measured)].flatMap((match) => toLimit(match, text) ?? [])
}

function toLimit(match: RegExpExecArray, text: string): Limit | null {
  const [said, under, over, digits, unit = '', orLess, orMore] = match
  const found = units.find(([name]) => name.test(unit))
  const next = text.slice(match.index, match.index + said.length + 12)
  if (!found || (over && furniture.test(next))) return null
  const [, measure, factor] = found
  const value = Number(digits) * factor
  const of = measure === 'height' ? (directions.find(([words]) => words.test(text))?.[1] ?? measure) : measure
  // "Taller than 1.5 m" excludes 1.5 m.
  const beyond = /than$/.test(under ?? over ?? '') ? 0.001 * value : 0
  if (under || orLess) return { of, most: value - beyond }
  if (over || orMore) return { of, least: value + beyond }
  if (measure === 'height' || measure === 'hours') return null
  if (of === 'stars') return { of, least: value - 0.05 }
  const spread = of === 'kelvin' ? 0.03 : 0.1
  return { of, least: value * (1 - spread), most: value * (1 + spread) }
}
