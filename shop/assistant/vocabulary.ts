import { commonWords } from '#shop/assistant/common-words.ts'
import { countryWords, placeWords } from '#shop/assistant/countries.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import {
  colours,
  type Said,
  saidBrightness,
  saidBulb,
  saidCategories,
  saidDimmable,
  saidDrilling,
  saidPower,
  saidRainproof,
  saidRooms,
  saidSort,
  saidWarm,
  styles,
} from '#shop/assistant/lexicon.ts'
import { asks, beyond, factCues, manners } from '#shop/assistant/lexicon-asks.ts'
import { saidSituations } from '#shop/assistant/lexicon-situations.ts'
import { topicCues } from '#shop/assistant/lexicon-topics.ts'
import { denials, features, otherColours, otherNames } from '#shop/assistant/lexicon-words.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

type Wish = IntentInput<'find-lamps'>

/** The meaning of a phrase: a lamp, or a value of one field of a search. */
export type Meaning =
  | { field: 'lamp' | 'finish' | 'word'; value: string }
  | { [Field in keyof Wish]-?: { field: Field; value: NonNullable<Wish[Field]> } }[
      | 'category'
      | 'collection'
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
  /** the same words, and then common ones, by their first letter */
  targets: ReadonlyMap<string, readonly string[]>
  /** colours and whole names of finishes: `brass`, but not the `linen` of "Oak, oat linen", which is a material */
  finishes: ReadonlySet<string>
  /** words of the names of lamps and collections that mean nothing alone: the `moon` of Pocket Moon */
  names: ReadonlySet<string>
}

/** Words of tags and materials that have no meaning alone, or that have a field of their own. */
const noWords = new Set(
  `a and of or on the to with not 2 m 1 3 8 5 4 8 c x w included low set solid hand over room living included line plate
  free proof set three led light lamp cable textile coated powder brushed folded cast braided moulded dining
  bracket foot ring knob stem collar frame hub seal fixing wire channel socket taper cell rod disc hoop plate bar cork
  bedroom bathroom hallway outdoor rechargeable garden children flat arm`.split(/\s+/),
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
  for (const { collection } of lamps) add(collection.name, { field: 'collection', value: collection.slug })
  const categories = new Set(lamps.map(({ category }) => category.slug))
  addAll(
    saidCategories.filter(([slug]) => categories.has(slug)),
    (value) => ({ field: 'category', value }),
  )
  addAll(saidRooms, (value) => ({ field: 'room', value }))
  addAll(saidPower, (value) => ({ field: 'power', value }))
  addAll(saidBrightness, (value) => ({ field: 'brightness', value }))
  addAll(saidSort, (value) => ({ field: 'sort', value }))
  addAll(saidWarm, (value) => ({ field: 'warm', value }))
  addAll(saidDimmable, (value) => ({ field: 'dimmable', value }))
  addAll(saidBulb, (value) => ({ field: 'bulb', value }))
  addAll([[true, saidRainproof]], () => ({ field: 'rainproof', value: true }))
  addAll(saidDrilling, (value) => ({ field: 'drilling', value }))
  addFinishes(lamps, add)
  addWords(lamps, add)
  addCodes(lamps, add)
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length)
  const telling = listTelling(phrases)
  const named = lamps.flatMap(({ name, collection }) => plain(`${name} ${collection.name}`).split(' ').map(singular))
  const alone = (word: string) => phrases.get(word)?.some(({ words }) => words.length === 1)
  const names = new Set(named.filter((word) => !alone(word) && !commonWords.has(word)))
  const finishes = new Set([...colours, ...lamps.flatMap((lamp) => lamp.finishes.map(({ name }) => plain(name)))])
  const targets = Map.groupBy(
    [...telling, ...commonWords].filter((word) => word.length > 3 && !otherColours.has(word)),
    (word) => word[0] ?? '',
  )
  return {
    phrases,
    telling,
    targets,
    names,
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
  for (const [said, value] of otherColours) add(said, { field: 'finish', value })
}

function addWords(lamps: readonly Product[], add: Add): void {
  const texts = lamps.flatMap(({ tags, materials }) => [...tags, ...materials])
  for (const word of texts.flatMap((text) => plain(text).split(' '))) {
    const value = singular(word)
    if (value.length > 2 && !noWords.has(value)) add(word, { field: 'word', value })
  }
  for (const word of texts.flatMap((text) => plain(text).split(' '))) {
    // "I can paint it": paintable.
    const [, base] = /^(\w{4,})able$/.exec(word) ?? []
    const said = base ? [base, `${base} over`, `${base}ing over`, `be ${base}ed`, `be ${base}ed over`] : []
    for (const form of said) add(form, { field: 'word', value: word })
  }
  for (const word of ['wood', 'metal', 'stone', 'plastic', 'fabric', 'ceramic', ...features, ...styles])
    add(word, { field: 'word', value: word })
  for (const [said, value] of Object.entries(otherNames)) add(said, { field: 'word', value })
}

/** Adds codes of the technical data (`IP44`, `E27`) and phrases that mean nothing word by word. */
function addCodes(lamps: readonly Product[], add: Add): void {
  for (const { light } of lamps) {
    for (const word of plain(`${light.ip} ${light.source}`).match(/\b(?:ip|e|g|gu) ?\d+\b/g) ?? []) {
      const value = word.replace(' ', '')
      for (const said of [value, value.replace(/\d+/, ' $&')]) add(said, { field: 'word', value })
    }
  }
  // "Foot dimmer", and tags of small words only, such as "set of three".
  for (const said of lamps.flatMap(({ light, tags }) => [...light.control.split(/[;,]/), ...tags]).map(plain)) {
    const words = said.split(' ')
    const silent = words.every((word) => noWords.has(singular(word)) || /^dimmer|switch$/.test(word))
    if (words.length === 2 && /(?:dimmer|switch)$/.test(said)) add(said, { field: 'word', value: said })
    else if (words.length > 1 && silent) add(said, { field: 'word', value: said })
  }
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

const { greeting, ...cues } = asks
const asked = [...[...factCues, ...topicCues, ...manners].map(([, cue]) => cue), ...Object.values(cues)]

function listTelling(phrases: ReadonlyMap<string, readonly Phrase[]>): Set<string> {
  const words = [
    ...[...phrases.values()].flat().flatMap((phrase) => phrase.words),
    ...saidSituations.flatMap(([, ...groups]) => groups.flatMap((group) => group.split(/[ |]/))),
    ...asked.flatMap((cue) => cue.words),
    ...countryWords,
    ...(greeting.source.match(/[a-z]{3,}/g) ?? []),
  ]
  return new Set(words.map(singular))
}
