import { silentWords } from '#shop/assistant/common-words.ts'
import { correct } from '#shop/assistant/correct.ts'
import { findCountry, placeWords } from '#shop/assistant/countries.ts'
import type { IntentInput, Situation } from '#shop/assistant/intents.ts'
import { saidSituations, saidUses } from '#shop/assistant/lexicon-situations.ts'
import { denials, fillers, joins } from '#shop/assistant/lexicon-words.ts'
import { joinMaterials } from '#shop/assistant/materials.ts'
import { isOfRoom, ofOtherThing } from '#shop/assistant/other-things.ts'
import { readQuantity } from '#shop/assistant/quantity.ts'
import { readLimits, readPrices } from '#shop/assistant/read-prices.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import type { Phrase, Vocabulary } from '#shop/assistant/vocabulary.ts'
import { shop } from '#shop.config.ts'

export type Wish = IntentInput<'find-lamps'>

/** The facts in a message, before the intent is known. */
export type Reading = {
  /** plain and corrected, see `text.ts` */
  text: string
  /** slugs of lamps, in the order in which the message names them */
  lamps: readonly string[]
  /** their names, as the message has them */
  spoken: readonly string[]
  /** the search fields in the message */
  wish: Wish
  /** an order number, such as NL-10023 */
  order: string | null
  quantity: number | null
  situation: Situation | null
  /** the situation that a single word suggests */
  use: Situation | null
  /** words that this vocabulary does not explain, for the shop's search: `banker`, `lava` */
  unknown: readonly string[]
  /** the ISO 3166 code of the country that the message names; `elsewhere` for places that are no single country */
  country: string | null
}

/** Reads a message with the vocabulary of this catalogue. */
export function read(message: string, vocabulary: Vocabulary): Reading {
  // "No, a black one" and "actually no, a black one" want black.
  const text = correct(
    plain(message.replace(/\b(?:no|nope|nah)\s*[,.!;]+/gi, ' ').replace(nameOfPlace, '')),
    vocabulary,
  )
  const found = findPhrases(text.split(' '), vocabulary)
  const { lamps, wish, said, unwanted, withoutWords } = found
  joinMaterials(found, text)
  if (said.length > 0) wish.words = [...new Set(said)].slice(0, 6)
  // "A low ceiling, so no pendant".
  if (wish.category && unwanted.includes(wish.category)) delete wish.category
  if (unwanted.length > 0) wish.without = [...new Set(unwanted)].slice(0, 6)
  if (withoutWords.length > 0) wish.withoutWords = [...new Set(withoutWords)].slice(0, 6)
  if (overTable.test(text) && wish.category === undefined) wish.category = 'pendant'
  const category = onPlace.exec(text)?.[1]
  if (category && wish.category === undefined) wish.category = category === 'ceiling' ? 'pendant' : category
  // "Stay outside when it rains" says a place, too.
  if (wish.rainproof && wish.room === undefined && /\b(?:outside|outdoors?|le(?:ave|ft)(?: it)? out)\b/.test(text))
    wish.room = 'outdoors'
  const limits = readLimits(text)
  if (limits.length > 0) wish.limits = limits.slice(0, 4)
  const order = orderNumber.exec(text)?.[1]
  return {
    text,
    lamps: [...new Set(lamps)],
    spoken: [...new Set(found.named)],
    wish: { ...wish, ...readPrices(text) },
    order: order ? `${shop.orderPrefix}-${order}` : null,
    quantity: readQuantity(text, found.named),
    situation: findSituation(text),
    use: uses.find(({ said }) => said.test(text))?.situation ?? null,
    country: findCountry(text),
    unknown: found.unknown.slice(0, 4),
  }
}

/** In the middle of a sentence, "the Stoop" with a capital is the lamp. */
const nameOfPlace = /(?<=[a-z,]\s)the\s(?=(?:Porch|Stoop)\b)/g

/** A lamp over a table hangs. */
const overTable =
  /\b(?:over|above) (?:(?:an?|the|my|our|your|his|her) (?:\w+ ){0,2}?|(?:(?!euro)[a-z]+ ){0,1}?)(?:table|island|counter|worktop|workbench|bar)\b(?! (?:lamp|light))/

/** "On a very small desk", "on my white wall": where a lamp stands or hangs says its kind. */
const onPlace = /\bon (?:an?|the|my|our) (?:\w+ ){1,2}(desk|ceiling|floor|wall)\b/

/** Walks through the words and collects the phrases with a meaning, wanted and denied. */
function findPhrases(words: readonly string[], vocabulary: Vocabulary): Found {
  const found: Found = {
    lamps: [],
    named: [],
    finishes: [],
    wish: {},
    said: [],
    unwanted: [],
    withoutWords: [],
    unknown: [],
  }
  let denied: Denied = 'no'
  for (let place = 0; place < words.length; ) {
    const phrase = findPhrase(words, place, vocabulary)
    const others = phrase ? ofOtherThing(words, place, phrase) : 0
    if (others > 0) denied = 'no'
    else if (phrase) denied = readPhrase({ words, place, phrase }, denied, found, vocabulary)
    else {
      denied = isDenied(words, place, denied)
      const word = words[place] ?? ''
      if (!isOfRoom(word, words[place - 1]) && isUnknown(word, words[place + 1], vocabulary)) found.unknown.push(word)
    }
    place += others || (phrase?.words.length ?? 1)
  }
  return found
}

/** Notes what a phrase means, wanted or denied, and returns whether the next one is denied. */
function readPhrase(
  { words, place, phrase }: { words: readonly string[]; place: number; phrase: Phrase },
  denied: Denied,
  found: Found,
  vocabulary: Vocabulary,
): Denied {
  if (phrase.meaning.field === 'lamp') found.named.push(words.slice(place, place + phrase.words.length).join(' '))
  // "Not the Porch in moss" refuses moss.
  const refusesFinish = isInFinish(words, place, phrase, vocabulary)
  if (denied === 'yes' && !refusesFinish) deny(phrase, found, vocabulary)
  else take(phrase, found, vocabulary)
  if (denied !== 'yes') return 'no'
  return refusesFinish || hasMore(words, place, phrase, vocabulary) ? 'yes' : 'joins'
}

/** Whether a word of a material or a use follows another: "without motion sensor" denies both. */
function hasMore(words: readonly string[], place: number, { words: said, meaning }: Phrase, vocabulary: Vocabulary) {
  return meaning.field === 'word' && findPhrase(words, place + said.length, vocabulary)?.meaning.field === 'word'
}

/** Whether a phrase is the name of a lamp with a finish after it: "Porch in moss". */
function isInFinish(words: readonly string[], place: number, phrase: Phrase, vocabulary: Vocabulary): boolean {
  const next = place + phrase.words.length
  if (phrase.meaning.field !== 'lamp' || words[next] !== 'in') return false
  return findPhrase(words, next + 1, vocabulary)?.meaning.field === 'finish'
}

type Found = {
  lamps: string[]
  /** all finishes and colours; the wish has the first one */
  finishes: string[]
  /** the names of these lamps, as the text has them */
  named: string[]
  wish: { -readonly [Field in keyof Wish]: Wish[Field] }
  said: string[]
  unwanted: string[]
  withoutWords: string[]
  unknown: string[]
}

/** Whether a word could say what a lamp is like, and the vocabulary has no meaning for it. */
function isUnknown(word: string, next = '', { telling, names }: Vocabulary): boolean {
  // Of two letters, only a name such as "UV lamp" is one.
  const least = /^(?:lamp|light)s?$/.test(next) ? 2 : 3
  if (word.length < least || /\d/.test(word) || denials.has(word)) return false
  const forms = [word, singular(word)]
  return !forms.some(
    (form) => silentWords.has(form) || placeWords.includes(form) || (telling.has(form) && !names.has(form)),
  )
}

function take({ meaning }: Phrase, { lamps, wish, said, finishes: all }: Found, { finishes }: Vocabulary): void {
  if (meaning.field === 'finish') all.push(meaning.value)
  if (meaning.field === 'lamp') lamps.push(meaning.value)
  else if (meaning.field === 'word') said.push(meaning.value)
  // "Oak with linen": the second one is a material.
  else if (meaning.field === 'finish' && wish.finish && !finishes.has(meaning.value)) said.push(meaning.value)
  // "On the stairs outside": what stands outside must stand rain.
  else if (meaning.field === 'room' && meaning.value === 'outdoors') wish.room = meaning.value
  // Of two rooms or colours, the first one counts.
  else if (wish[meaning.field] === undefined) Object.assign(wish, { [meaning.field]: meaning.value })
}

/** What a denied phrase means: "not brass" is a search without brass, "not dimmable" one for lamps that are not. */
function deny({ meaning }: Phrase, { wish, unwanted, withoutWords }: Found, { finishes }: Vocabulary): void {
  const { field } = meaning
  if (field === 'dimmable' || field === 'drilling' || field === 'rainproof' || field === 'warm') {
    Object.assign(wish, { [field]: !meaning.value })
  } else if (meaning.field === 'sort') {
    const opposite = opposites[meaning.value]
    if (opposite) wish.sort = opposite
  } else if (meaning.field === 'brightness') wish.brightness = meaning.value === 'bright' ? 'soft' : 'bright'
  else if (meaning.field === 'bulb') wish.bulb = meaning.value === 'included' ? 'not-included' : 'built-in'
  else if (meaning.field === 'word' || (meaning.field === 'finish' && !finishes.has(meaning.value))) {
    withoutWords.push(meaning.value)
  } else if (typeof meaning.value === 'string') unwanted.push(meaning.value)
}

const opposites: Partial<Record<NonNullable<Wish['sort']>, NonNullable<Wish['sort']>>> = {
  largest: 'smallest',
  smallest: 'largest',
  dearest: 'cheapest',
  cheapest: 'dearest',
}

/** Whether the next phrase is denied; `joins`: it is when "or" or "and" comes before it. */
type Denied = 'yes' | 'no' | 'joins'

function isDenied(words: readonly string[], place: number, before: Denied): Denied {
  const word = words[place] ?? ''
  const pair = `${words[place - 1] ?? ''} ${word}`
  // "Any colour but red".
  if (word === 'but' && /\b(?:any|every|all)(?: \w+)?$/.test(words.slice(0, place).join(' '))) return 'yes'
  // "Another colour than red".
  if (word === 'than' && otherThan.test(words.slice(0, place).join(' '))) return 'yes'
  if (denials.has(word) || denials.has(pair)) return place === 0 && questionStart.test(word) ? 'no' : 'yes'
  if (before === 'yes') return fillers.has(word) ? 'yes' : 'no'
  if (before === 'no') return 'no'
  if (joins.has(word)) return 'yes'
  return nouns.test(word) ? 'joins' : 'no'
}
const otherThan = /\b(?:other|another|different) (?:colou?rs?|finish(?:es)?|one|versions?)$/
const nouns = /^(?:lamps?|lights?|shades?|finish|colour|ones?)$/
const questionStart = /^(?:isnt|arent|doesnt|dont|cant|wont|havent|hasnt)$/

const prefix = shop.orderPrefix.toLowerCase()
const orderNumber = new RegExp(String.raw`\b${prefix}(\d{2,9})\b`)

const places: Record<string, Wish['room']> = { porch: 'outdoors', stoop: 'outdoors' }

const smallPlaces =
  /^(bed|living|dining|sitting|guest|bath|kids?|childs?|childrens|spare|work|store)?(room|flat|apartment|kitchen|hall\w*|bath\w*|space|corner|house|home|studio|balcony|budget|desk|table|shelf|child|children|kids?|bed\w*|living|dining|office|garden|terrace|and)$/

/** "A small lamp" and "a tall floor lamp" say which lamp; "a small bedroom" and "how tall is it" do not. */
function describesLamp(words: readonly string[], place: number): boolean {
  const next = words.slice(place + 1, place + 4).join(' ')
  if (/^(big|large|tall|huge)$/.test(words[place] ?? ''))
    return /^(?:\w+ ){0,2}(?:lamps?|lights?|pendants?|sconces?)\b/.test(next)
  if (!/^(small|tiny|compact)$/.test(words[place] ?? '')) return true
  return !smallPlaces.test(words[place + 1] ?? '') || /^\w+ (?:lamps?|lights?)\b/.test(next)
}

/** Returns the longest phrase that starts at this word. "My porch" does not mean the lamp Porch. */
function findPhrase(words: readonly string[], place: number, { phrases }: Vocabulary): Phrase | null {
  const here = words.slice(place, place + 6).map(singular)
  const fits = (phrase: Phrase) => phrase.words.every((word, index) => here[index] === word)
  const phrase = phrases.get(here[0] ?? '')?.find(fits) ?? null
  if (phrase?.meaning.field === 'sort' && phrase.words.length === 1 && !describesLamp(words, place)) return null
  if (phrase?.meaning.field !== 'lamp') return phrase
  const before = words.slice(Math.max(0, place - 2), place).join(' ')
  if (/^(lamp|light)s?$/.test(words[place + phrase.words.length] ?? '')) return phrase
  if (!/\b(my|our|front|back)$|\b(on|for|at|in|near) (the|a)$/.test(before)) return phrase
  const room = places[phrase.words.join(' ')]
  return room ? { words: phrase.words, meaning: { field: 'room', value: room } } : phrase
}

const situations = saidSituations.map(([situation, ...groups]) => ({
  situation,
  groups: groups.map((group) => new RegExp(String.raw`\b(?:${group})s?\b`)),
}))

const uses = saidUses.map(([situation, words]) => ({
  situation,
  said: new RegExp(String.raw`\b(?:${words})s?\b`),
}))

function findSituation(text: string): Situation | null {
  return situations.find(({ groups }) => groups.every((group) => group.test(text)))?.situation ?? null
}
