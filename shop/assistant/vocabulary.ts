import { commonWords } from '#shop/assistant/common-words.ts'
import { countryWords, placeWords } from '#shop/assistant/countries.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import {
  colours,
  otherNames,
  type Said,
  saidBrightness,
  saidBulb,
  saidCategories,
  saidDimmable,
  saidDrilling,
  saidPower,
  saidRainproof,
  saidRooms,
  saidSituations,
  saidSort,
  saidWarm,
  styles,
} from '#shop/assistant/lexicon.ts'
import { asks, beyond, factCues, manners, topicCues } from '#shop/assistant/lexicon-asks.ts'
import { denials, features } from '#shop/assistant/lexicon-words.ts'
import { editDistance, plain, singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

type Wish = IntentInput<'find-lamps'>

/** The meaning of a phrase: a lamp, or a value of one field of a search. */
export type Meaning =
  | { field: 'lamp' | 'finish' | 'word'; value: string }
  | { [Field in keyof Wish]-?: { field: Field; value: NonNullable<Wish[Field]> } }[
      | 'category'
      | 'room'
      | 'power'
      | 'brightness'
      | 'sort'
      | 'warm'
      | 'dimmable'
      | 'bulb'
      | 'rainproof'
      | 'drilling']

export type Phrase = { words: readonly string[]; meaning: Meaning }

/** Every phrase with a meaning in this catalogue, by its first word, longest first; and every word in the catalogue's texts. */
export type Vocabulary = {
  phrases: ReadonlyMap<string, readonly Phrase[]>
  known: ReadonlySet<string>
  /** words that a typing error is corrected to: those that decide the intent or the search */
  telling: ReadonlySet<string>
  /** colours and whole names of finishes: `brass`, but not the `linen` of "Oak, oat linen", which is a material */
  finishes: ReadonlySet<string>
  /** words of taglines and descriptions that mean nothing else */
  prose: ReadonlySet<string>
}

/** Words of tags and materials that have no meaning alone, or that have a field of their own. */
const noWords = new Set(
  `a and of or on the to with not 2 m 1 3 8 5 4 8 c x w included low set solid hand over room living included line plate
  free proof set three led light lamp cable textile coated powder brushed folded cast braided moulded dining
  bracket foot ring knob stem collar frame hub seal fixing wire channel socket taper cell rod disc hoop plate bar cork
  bedroom bathroom hallway outdoor rechargeable garden children`.split(/\s+/),
)
/** Words of finish names that do not identify a finish alone. */
const noFinish = new Set(['shell', 'raw', 'signal', 'glass', 'plaster', 'steel', 'smoked'])

/** Builds the vocabulary of a catalogue. @param lamps every lamp that is for sale */
export function createVocabulary(lamps: readonly Product[]): Vocabulary {
  const phrases = new Map<string, Phrase[]>()
  const add = (text: string, meaning: Meaning) => {
    const words = plain(text).split(' ').map(singular)
    const [first] = words
    if (!first) return
    const list = phrases.get(first) ?? []
    // The first meaning of a phrase wins.
    if (list.some((phrase) => phrase.words.join(' ') === words.join(' '))) return
    phrases.set(first, [...list, { words, meaning }])
  }
  const addAll = <Value>(said: Said<Value>, meaningOf: (value: Value) => Meaning) => {
    for (const [value, list] of said) for (const text of list.split('|')) add(text, meaningOf(value))
  }

  for (const { slug, name } of lamps) add(name, { field: 'lamp', value: slug })
  for (const { category } of lamps) add(category.name, { field: 'category', value: category.slug })
  const categories = new Set(lamps.map(({ category }) => category.slug))
  addAll(
    saidCategories.filter(([slug]) => categories.has(slug)),
    (value) => ({ field: 'category', value }),
  )
  addAll(saidRooms, (value) => ({ field: 'room', value }))
  addAll(saidPower, (value) => ({ field: 'power', value }))
  addAll(saidBrightness, (value) => ({ field: 'brightness', value }))
  addAll(saidSort, (value) => ({ field: 'sort', value }))
  addAll([[true, saidWarm]], () => ({ field: 'warm', value: true }))
  addAll(saidDimmable, (value) => ({ field: 'dimmable', value }))
  addAll(saidBulb, (value) => ({ field: 'bulb', value }))
  addAll([[true, saidRainproof]], () => ({ field: 'rainproof', value: true }))
  addAll(saidDrilling, (value) => ({ field: 'drilling', value }))
  addFinishes(lamps, add)
  addWords(lamps, add)
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length)
  const telling = listTelling(phrases)
  const texts = plain(lamps.flatMap(({ tagline, description }) => [tagline, description]).join(' '))
    .split(' ')
    .map(singular)
  const prose = new Set(
    texts.filter((word) => /^[a-z]{4,}$/.test(word) && !commonWords.has(word) && !telling.has(word)),
  )
  const finishes = new Set([...colours, ...lamps.flatMap((lamp) => lamp.finishes.map(({ name }) => plain(name)))])
  return {
    phrases,
    telling,
    prose,
    finishes,
    known: new Set([
      ...telling,
      ...placeWords,
      ...denials,
      'europe',
      'european',
      ...listProse(lamps),
      ...beyond.words.map(singular),
    ]),
  }
}

type Add = (text: string, meaning: Meaning) => void

function addFinishes(lamps: readonly Product[], add: Add): void {
  const names = lamps.flatMap(({ finishes }) => finishes.map(({ name }) => plain(name)))
  for (const name of names) add(name, { field: 'finish', value: name })
  for (const word of [...names.flatMap((name) => name.split(' ')), ...colours]) {
    if (!noFinish.has(word)) add(word, { field: 'finish', value: word })
  }
}

function addWords(lamps: readonly Product[], add: Add): void {
  const texts = lamps.flatMap(({ tags, materials }) => [...tags, ...materials])
  for (const word of texts.flatMap((text) => plain(text).split(' '))) {
    const value = singular(word)
    if (value.length > 2 && !noWords.has(value)) add(word, { field: 'word', value })
  }
  for (const { light } of lamps) {
    for (const word of plain(`${light.ip} ${light.source}`).match(/\b(?:ip|e|g|gu) ?\d+\b/g) ?? []) {
      const value = word.replace(' ', '')
      for (const said of [value, value.replace(/\d+/, ' $&')]) add(said, { field: 'word', value })
    }
  }
  for (const word of ['wood', 'metal', 'stone', 'plastic', 'fabric', 'ceramic', ...features, ...styles])
    add(word, { field: 'word', value: word })
  for (const [said, value] of Object.entries(otherNames)) add(said, { field: 'word', value })
}

function listProse(lamps: readonly Product[]): string[] {
  const prose = lamps.flatMap(({ tagline, description, materials, care, reviews }) => [
    tagline,
    description,
    ...materials,
    ...care,
    ...reviews.flatMap(({ title, body }) => [title, body]),
  ])
  return plain(prose.join(' ')).split(' ').map(singular)
}

function listTelling(phrases: ReadonlyMap<string, readonly Phrase[]>): Set<string> {
  const { greeting, ...cues } = asks
  const asked = [...[...factCues, ...topicCues, ...manners].map(([, cue]) => cue), ...Object.values(cues)]
  const words = [
    ...[...phrases.values()].flat().flatMap((phrase) => phrase.words),
    ...saidSituations.flatMap(([, ...groups]) => groups.flatMap((group) => group.split(/[ |]/))),
    ...asked.flatMap((cue) => cue.words),
    ...countryWords,
    ...(greeting.source.match(/[a-z]{3,}/g) ?? []),
  ]
  return new Set(words.map(singular))
}

/**
 * Corrects typing errors: replaces an unknown word by the nearest known word, if it is near enough, and splits two words that
 * were typed as one when they are a known phrase.
 */
export function correct(text: string, { phrases, known, telling }: Vocabulary): string {
  const has = (word: string) => commonWords.has(word) || known.has(word)
  // A form of a known word is no typing error: ideally, brighter, hanging.
  const isKnown = (word: string) =>
    [word, singular(word), ...endings.map((ending) => word.replace(ending, '')), word.replace(/ing$/, 'e')].some(has)
  return putTogether(text.split(' '), phrases)
    .map((word) => {
      if (word.length < 4 || /\d/.test(word) || isKnown(word)) return word
      return takeApart(word, phrases) ?? nearest(word, telling) ?? beforeLamp(word, telling) ?? word
    })
    .join(' ')
}

const endings = [/ly$/, /ing$/, /ed$/, /e?r$/, /e?st$/, /ness$/]

/** Joins two words that together are one word with a meaning: `dew point` is Dewpoint, `bed side` bedside. */
function putTogether(words: readonly string[], phrases: Vocabulary['phrases']): string[] {
  const isOne = (word: string) =>
    phrases
      .get(word)
      ?.some(
        (phrase) => phrase.words.length === 1 && (phrase.meaning.field === 'lamp' || phrase.meaning.field === 'word'),
      ) ?? false
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    if (last !== undefined && last.length > 2 && word.length > 2 && isOne(last + word))
      joined[joined.length - 1] = last + word
    else joined.push(word)
  }
  return joined
}

function takeApart(word: string, phrases: Vocabulary['phrases']): string | null {
  for (let place = 3; place <= word.length - 3; place++) {
    const parts = [word.slice(0, place), singular(word.slice(place))]
    const found = phrases.get(parts[0] ?? '')?.some(({ words }) => words.length === 2 && words[1] === parts[1])
    if (found) return parts.join(' ')
  }
  return null
}

/** Corrects the first part of two words that were typed as one, such as `florlamp`. */
function beforeLamp(word: string, telling: ReadonlySet<string>): string | null {
  const [, first = '', lamp = ''] = /^(.{4,})(lamps?|lights?)$/.exec(word) ?? []
  const found = first && (telling.has(first) ? first : nearest(first, telling))
  return found ? `${found} ${lamp}` : null
}

function nearest(word: string, telling: ReadonlySet<string>): string | null {
  const most = word.length < 6 ? 1 : 2
  let best: { word: string; distance: number } | null = null
  for (const list of [telling, commonWords]) {
    for (const candidate of list) {
      if (candidate.length < 4 || !sameStart(word, candidate)) continue
      // Of two equally near words, the one with the same last letter wins.
      const distance = editDistance(word, candidate, most) + (word.at(-1) === candidate.at(-1) ? 0 : 0.5)
      if (distance < (best?.distance ?? most + 1)) best = { word: candidate, distance }
    }
  }
  return best?.word ?? null
}

/** People rarely mistype the first letter; when they do, they swap it with the second. */
function sameStart(word: string, candidate: string): boolean {
  return word[0] === candidate[0] || (word[0] === candidate[1] && word[1] === candidate[0])
}
