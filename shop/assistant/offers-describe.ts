import { tellValue } from '#shop/assistant/asked-value.ts'
import {
  beginsAnew,
  type Clues,
  finishOf,
  hasWish,
  isChoice,
  means,
  namesLamps,
  type Offer,
  unknownFinish,
} from '#shop/assistant/clues.ts'
import type { Fact } from '#shop/assistant/intents.ts'
import { finishesLike, kinds } from '#shop/assistant/lamp-words.ts'
import { saidSoldOut } from '#shop/assistant/lexicon.ts'
import { features } from '#shop/assistant/lexicon-words.ts'
import { measures } from '#shop/assistant/measures.ts'
import { hasWritten, quote } from '#shop/assistant/quote.ts'
import type { Reading, Wish } from '#shop/assistant/read.ts'
import { isLike } from '#shop/assistant/search.ts'
import { readSpace, tellSpace } from '#shop/assistant/space.ts'
import { plain } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Scores how well a message matches a question about one lamp.

/** Facts that depend on the finish. */
const choices: ReadonlySet<Fact> = new Set(['price', 'stock', 'finishes', 'everything'])

/** Returns the lamp of a question about one lamp; null when the question asks for others. */
function subject({ reading, thread, fact, lamp, lamps: all }: Clues): string | null {
  const { text, wish, lamps } = reading
  if (lamps.length > 1) return null
  const searches = /\b(which|what|any|other) (\w+ )?(lamps?|lights?|ones)\b/.test(text) || wish.sort !== undefined
  if (lamps.length === 0 && ((searches && /\bother\b/.test(text)) || /\belse\b/.test(text))) return null
  if (lamp === null && beginsAnew(text, wish)) return null
  if (lamp === null && fact === null && isAboutText(reading, thread.lamp, all)) return thread.lamp
  const quiet = text.split(' ').length <= 6 || !hasWish(wish) || !namesLamps.test(text)
  return lamp ?? (fact !== null && !searches && quiet ? thread.lamp : null)
}

/** Whether a short question has a word that only the text of the last lamp explains: "fire safe?" after Skep. */
function isAboutText({ text, unknown }: Reading, slug: string | null, lamps: readonly Product[]): boolean {
  const lamp = lamps.find((one) => one.slug === slug)
  return (
    lamp !== undefined &&
    unknown.length > 0 &&
    text.split(' ').length <= 6 &&
    !namesLamps.test(text) &&
    quote(lamp, unknown) !== null
  )
}

/** Returns what the lamp must be for the answer to be yes; null for a question that yes or no does not answer. */
function checkOf({ reading: { text, wish }, yesOrNo, fact, lamp: slug, lamps }: Clues): Wish | null {
  // "Which side is the phone charger of Porch on?" takes for granted what no lamp may have.
  const lamp = lamps.find((one) => one.slug === slug)
  const claimed = wish.words?.filter((word) => features.includes(word)) ?? []
  if (!yesOrNo && claimed.length > 0 && lamp && !isLike(lamp, { words: claimed })) return { words: claimed }
  if (!yesOrNo || isChoice(text)) return null
  const { sort: _sort, finish, category, ...besides } = wish
  // "Can it hang out all winter" asks for no pendant.
  const others = category && fact !== 'protection' ? { ...besides, category } : besides
  // "Does the paper turn yellow" asks for no yellow paper.
  const rest = finish && (fact === null || choices.has(fact) || fact === 'materials') ? { ...others, finish } : others
  if (/\bbatter/.test(text) && /\b(?:replac|chang|swap|exchang)/.test(text)) return { words: ['cell'] }
  if (fact === 'bulb' && /\binclu/.test(text) && !/\bnot inclu/.test(text)) return { ...rest, bulb: 'included' }
  const check = fact === 'brightness' && /\b(enough|to|for) .*\b(read|reading|work|desk)\b/.test(text) ? readable : rest
  return Object.keys(check).length > 0 ? check : null
}
const readable: Wish = { limits: [{ of: 'lumens', least: 450 }] }

/** The fact to tell after a yes or a no, by the field that was asked for. */
const factOfField: Partial<Record<keyof Wish, Fact>> = {
  bulb: 'bulb',
  power: 'power-supply',
  dimmable: 'dimming',
  rainproof: 'protection',
  drilling: 'power-supply',
  warm: 'colour-temperature',
  brightness: 'brightness',
  minPrice: 'price',
  maxPrice: 'price',
  limits: 'dimensions',
  finish: 'finishes',
  words: 'materials',
}
const isMadeOf = (materials: readonly string[], word: string) =>
  kinds.has(word) || materials.some((text) => plain(text).split(' ').includes(word))

const factOfCheck = (check: Wish | null, lamps: readonly Product[]): Fact | null => {
  // "Good for reading" is a use and no material; "is it wooden" asks for the material.
  const made = check?.words?.some((word) => lamps.some(({ materials }) => isMadeOf(materials, word)))
  if (check?.words && !made) {
    return Object.keys(check).length === 1 ? null : factOfCheck({ ...check, words: undefined }, lamps)
  }
  for (const [field, fact] of Object.entries(factOfField)) {
    if (check?.[field as keyof Wish] !== undefined) return fact
  }
  return null
}

function factOf({ reading: { text }, fact, lamps }: Clues, check: Wish | null): Fact | null {
  // What a shelf carries is not what it weighs.
  if ((fact === 'weight' || fact === 'price') && /\b(?:carry|carries|hold|holds|bear|support)\b/.test(text)) return null
  // Asleep, a lamp draws what its text says.
  if (
    fact === 'power-use' &&
    /\b(?:standby|stand by|idle|asleep|sleeps?|sleeping|waits|waiting|rests?|off)\b/.test(text)
  )
    return null
  // To burn is to catch fire, or to give light.
  if (fact === 'bulb' && /\b(?:fire|flames?|candles?|flammable|paper|linen|fabric)\b/.test(text)) return null
  if (fact === 'finishes' && /\b(?:all|every|each)\b.*\b(?:available|there|stock)\b/.test(text)) return 'stock'
  return fact ?? factOfCheck(check, lamps)
}

export function describe(clues: Clues): Offer | null {
  const lamp = subject(clues) ?? staysWith(clues)
  return lamp
    ? (fitting(clues, lamp) ??
        valued(clues, lamp) ??
        refused(clues, lamp) ??
        otherFinishes(clues, lamp) ??
        tell(clues, lamp))
    : null
}

/** What the load hangs on. */
const aboutLoad = (text: string) =>
  text
    .split(' ')
    .filter((word) => word.length > 5)
    .slice(0, 6)

/** "My shelf is 45 mm thick, does it fit?", where the catalogue knows what the lamp needs. */
function fitting({ reading: { text }, lamps }: Clues, lamp: string): Offer | null {
  const space = readSpace(text)
  const knows = space && lamps.some((one) => one.slug === lamp && tellSpace(one, space) !== null)
  if (!knows) return null
  return means(79, 'describe-lamp', {
    lamp,
    fact: space.of === 'load' ? 'weight' : 'dimensions',
    space,
    ...(space.of === 'load' ? { about: aboutLoad(text) } : {}),
  })
}

/** "Can I set the timer to 45 minutes", where the catalogue has a time, too. */
function valued({ reading: { text }, yesOrNo, lamps, fact, degree }: Clues, slug: string): Offer | null {
  const lamp = lamps.find((one) => one.slug === slug)
  if (!lamp || !yesOrNo || degree || tellValue(lamp, text) === null) return null
  return means(79, 'describe-lamp', { lamp: slug, fact: fact ?? 'everything', value: text.slice(-60) })
}

/** "Porch, but not in persimmon": its other finishes. It comes before a request to buy, which names no finish. */
function refused({ reading: { text, wish, lamps: named }, thread, lamps, fact }: Clues, slug: string): Offer | null {
  const { without = [], finish } = wish
  const lamp = lamps.find((one) => one.slug === slug)
  const meant = named.length === 1 || (thread.lamp === slug && !beginsAnew(text, wish))
  if (!lamp || finish !== undefined || !meant || (fact !== null && fact !== 'finishes')) return null
  const words = without.filter((word) => finishesLike(lamp, word).length > 0)
  return words.length > 0 ? means(83, 'describe-lamp', { lamp: slug, fact: 'finishes', without: words }) : null
}

/** "Other colours than green" asks for all of them. */
const otherFinishes = (clues: Clues, lamp: string): Offer | null =>
  otherColours.test(clues.reading.text)
    ? means(scoreOf(clues, 'finishes', null), 'describe-lamp', { lamp, fact: 'finishes' })
    : null

/** What a message asks about one lamp: the fact, and the check that yes or no answers. */
export function tell(clues: Clues, lamp: string): Offer {
  const { reading, thread, lamps } = clues
  const { text, wish } = reading
  const compared = comparesFinishes(clues, lamp)
  const check = compared ?? checkOf(clues)
  const fact = compared ? 'price' : factOf(clues, check)
  const finish = finishOf(reading, lamp, lamps) ?? (asksForFinish(text, fact) ? unknownFinish(reading) : null)
  // "The brass went dark" is about a part of the lamp; "the price in brass" is about a finish.
  const chosen = fact === null || choices.has(fact) || text.includes(`in ${wish.finish}`)
  const named = finish && chosen ? { finish } : {}
  const { last } = thread
  if (reading.lamps.length > 0 && fact === null && goesOn.test(text) && last?.intent === 'describe-lamp') {
    return means(72, 'describe-lamp', { lamp, fact: last.input.fact, ...named })
  }
  const wanted = fact ?? (finish ? 'finishes' : 'everything')
  const about = wanted === 'everything' ? aboutOf(clues) : rareOf(clues, lamp)
  const more = {
    ...(about.length > 0 ? { about } : {}),
    ...(fact === 'price' && (reading.quantity ?? 1) > 1 ? { quantity: Math.min(reading.quantity ?? 2, 20) } : {}),
  }
  return means(scoreOf(clues, clues.fact ?? fact, check), 'describe-lamp', {
    lamp,
    fact: wanted,
    ...named,
    ...(check ? { check } : {}),
    ...ofStock(clues, fact),
    ...more,
  })
}

/** What yes means in a question about the stock: that there are some, that there are none, or that all finishes are there. */
function ofStock({ reading: { text }, yesOrNo }: Clues, fact: Fact | null) {
  if (fact !== 'stock' || !yesOrNo) return {}
  if (asksSoldOut.test(text)) return { soldOut: true }
  return /\b(?:all|every|each)\b/.test(text) ? { every: true } : {}
}
const asksForFinish = (text: string, fact: Fact | null): boolean =>
  fact === null ? /\b(?:available|comes?|get|have|got|sell|made|exists?)\b/.test(text) : choices.has(fact)

/** "Is brass more expensive than black", "does pine cost the same": where all finishes have one price, that is the check. */
function comparesFinishes({ reading: { text, wish }, fact, degree, lamps }: Clues, slug: string): Wish | null {
  const lamp = lamps.find((one) => one.slug === slug)
  const same = /\b(?:same|equal\w*)\b/.test(text)
  const ofPrice = fact === 'price' || degree?.of === 'price' || /\b(?:costs?|priced?)\b/.test(text)
  const finishes =
    wish.finish !== undefined || /\b(?:all|every|each|both)\b.*\b(?:colou?rs?|finish\w*|versions?)\b/.test(text)
  if (!lamp || !ofPrice || !finishes || !(same || degree)) return null
  if (lamp.finishes.some(({ price }) => price.amount !== lamp.price.amount)) return null
  const price = measures.price.of(lamp) ?? 0
  return {
    limits: [
      { of: 'price', ...(same || degree?.more ? { least: same ? price : price + 0.01 } : { most: price - 0.01 }) },
    ],
  }
}

/** The words that a question about one lamp is about. "Tell me about Porch" has none. */
function aboutOf({ reading: { text }, lamp, lamps }: Clues): string[] {
  if (
    /\b(?:describe|everything|details|info\w*)\b|^(?:\w+ ){0,4}(?:tell|show|see|about)\b|^(?:some )?more\b/.test(text)
  )
    return []
  const name = plain(lamps.find(({ slug }) => slug === lamp)?.name ?? '').split(' ')
  const words = text.split(' ').filter((word) => word.length > 2 && !name.includes(word) && !grammar.has(word))
  const own = lamps.find(({ slug }) => slug === lamp)
  // Of a story, the words count that the lamp's own texts have.
  const has = (word: string) => own !== undefined && quote(own, [word]) !== null
  return words.length > 6 ? [...words.filter(has), ...words.filter((word) => !has(word))].slice(0, 6) : words
}
/** Words of a question that the texts of this lamp have, and of few others: "pleats", "assembly". */
function rareOf(clues: Clues, slug: string): string[] {
  const { lamps } = clues
  const own = lamps.find((lamp) => lamp.slug === slug)
  const few = Math.max(2, lamps.length * 0.16)
  return aboutOf(clues).filter(
    (word) =>
      word.length > 3 && own && hasWritten(own, word) && lamps.filter((lamp) => hasWritten(lamp, word)).length <= few,
  )
}

const grammar = new Set(
  'more most the and are you can for has how who why its not per any all our out was did get got one two too very fill exactly short summary what which when where does have with this that these those your from much many would could should will need needs want like into also please lamp lamps light there they them than then some more just kind thing really good know come comes work works made make possible'.split(
    ' ',
  ),
)

const otherColours =
  /\b(?:darker|lighter|paler|deeper|warmer|redder|greener|else|other) than (?:the )?\w+$|\b(?:other|another|different|more|else) (?:colou?rs?|finish(?:es)?|versions?|shades?)\b|\b(?:colou?rs?|finish(?:es)?) (?:than|beside|besides|except|instead|apart)\b/

const goesOn = /\b(what|how) about\b|^(ok |okay |so |hm )?and\b|^same\b|\bthen$/
const described = /\bthe (?:one|lamp|light) (?:that|which|with|from|made|of|like|for|in)\b/
const place = /\bthe (first|second|third|last|other|latter|former|\w+(?:er|est)) (one|lamp)\b/

/** How clearly a message is about one lamp: by its name, a place in the list, or a pronoun. */
function scoreOf({ reading, lamp, thread, lamps }: Clues, fact: Fact | null, check: Wish | null): number {
  const { text, wish } = reading
  if (reading.lamps.length > 0) return 78
  if (lamp !== null && (place.test(text) || (thread.lamps.length > 1 && described.test(text)))) return 76
  if (check && /\b(it|its|this|that)\b/.test(text) && !namesLamps.test(text)) return 74
  if (check === null && isAboutText(reading, lamp ?? thread.lamp, lamps)) return 66
  const asksFinish = wish.finish !== undefined && Object.keys(wish).length === 1
  return fact || asksFinish ? 68 : 45
}

const asksSoldOut = new RegExp(String.raw`\b(?:${saidSoldOut})\b`)

/** "In walnut?" after a question about one lamp is about that lamp; after a list it narrows the list. */
function staysWith({ reading: { text, wish }, thread, yesOrNo }: Clues): string | null {
  const one = thread.last?.intent === 'describe-lamp' || thread.last?.intent === 'add-to-cart' || thread.last === null
  const short = text.split(' ').length <= 5 && hasWish(wish) && !beginsAnew(text, wish)
  return one && short && yesOrNo && wish.sort === undefined ? thread.lamp : null
}
