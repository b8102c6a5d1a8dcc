import { type Lexemes, parseTerm, type Term } from '#components/catalog/search/terms.ts'
import { deletesOf, plainWords, stem, stems, trigramsOf } from '#components/catalog/search/words.ts'
import type { Money } from '#lib/money.ts'
import type { SearchIndex } from '#shop/catalog/search-types.ts'

/** A finish that the index knows. `on` is the address of its own small photograph. */
type IndexedFinish = Readonly<{
  slug: string
  name: string
  sku: string
  price: Money
  inStock: boolean
  on: string | null
  lexemes: Lexemes
}>

/** A lamp with what it is found by. */
export type Entry = Readonly<{
  /** in the shop's order */
  position: number
  slug: string
  name: string
  tagline: string
  sku: string
  price: Money
  /** addresses of small photographs by day and at dusk */
  off: string | null
  on: string | null
  lexemes: Lexemes
  finishes: readonly IndexedFinish[]
}>

/** Words with a meaning. */
export type Meaning = Readonly<{ said: string; stems: string; theme: string; means: Term | null; near: Term | null }>

type KnownWord = Readonly<{ word: string; deletes: readonly string[]; trigrams: ReadonlySet<string> }>

/** An index, ready to be searched. */
export type Ready = Readonly<{
  entries: readonly Entry[]
  /** all lexemes of the lamps, sorted, and the positions of the lamps that have each */
  sorted: readonly string[]
  holders: ReadonlyMap<string, readonly number[]>
  /** which lamps match a term: one byte each; a search asks the same many times */
  matched: WeakMap<Term, Uint8Array>
  /** by their stems */
  meanings: ReadonlyMap<string, Meaning>
  /** by length, then by letter, as the database reads the beginnings of words */
  begun: readonly Meaning[]
  /** made when the first word is misspelt */
  lexicon: () => readonly KnownWord[]
  places: readonly Readonly<{ kind: 'category' | 'collection'; slug: string; name: string; mark: string }>[]
}>

const byCode = (a: string, b: string) => (a < b ? -1 : 1)

/** Unpacks an index. */
export function unpack(index: SearchIndex): Ready {
  let lexicon: readonly KnownWord[] | undefined
  const entries = unpackLamps(index)
  const holders = new Map<string, number[]>()
  for (const { position, lexemes } of entries)
    for (const one of lexemes.keys()) {
      const known = holders.get(one)
      if (known) known.push(position)
      else holders.set(one, [position])
    }
  const sorted = [...holders.keys()].toSorted(byCode)
  const meanings = index.words.flatMap(([said, theme, means, near]) => {
    const meaning = {
      theme,
      means: means ? parseTerm(means, sorted) : null,
      near: near ? parseTerm(near, sorted) : null,
    }
    return said.split('|').map((one) => ({ ...meaning, said: one, stems: stems(one) }))
  })
  return {
    ...{ entries, sorted, holders, matched: new WeakMap() },
    meanings: new Map(meanings.map((meaning) => [meaning.stems, meaning])),
    begun: meanings.toSorted((a, b) => a.said.length - b.said.length || byCode(a.said, b.said)),
    lexicon: () => {
      lexicon ??= index.lexicon
        .split(' ')
        .map((word) => ({ word, deletes: deletesOf(word), trigrams: trigramsOf(word) }))
      return lexicon
    },
    places: [
      ...index.categories.map((place) => ({ kind: 'category' as const, ...place, mark: `_in_${place.slug}` })),
      ...index.collections.map((place) => ({ kind: 'collection' as const, ...place, mark: `_of_${place.slug}` })),
    ],
  }
}

const lineOf = (text: string) => {
  const lines = text.split('\n')
  return (row: number) => lines[row] ?? ''
}
const slugOf = (slug: string, name: string) => slug || name.toLowerCase().replaceAll(' ', '-')

function unpackLamps({ lamps, finishes, vocabulary, currency, photographs }: SearchIndex): Entry[] {
  const words = vocabulary.split(' ')
  const photograph = (rest: string) => (rest ? photographs + rest : null)
  const [names, slugs, taglines, skus] = [lamps.names, lamps.slugs, lamps.taglines, lamps.skus].map(lineOf) as Lines
  const [off, on, marks] = [lamps.off, lamps.on, lamps.marks].map(lineOf) as Lines
  const own = [finishes.names, finishes.slugs, finishes.skus, finishes.hues, finishes.on].map(lineOf) as Lines
  const [finishNames, finishSlugs, finishSkus, hues, finishOn] = own
  let first = 0
  return lamps.texts.map((text, position) => {
    const [name, sku, amount = 0] = [names(position), skus(position), lamps.amounts[position]]
    const from = first
    first += lamps.finishes[position] ?? 0
    const variants = Array.from({ length: first - from }, (_, index): IndexedFinish => {
      const row = from + index
      const rest = finishSkus(row)
      return {
        slug: slugOf(finishSlugs(row), finishNames(row)),
        name: finishNames(row),
        sku: rest.startsWith('-') ? sku + rest : rest,
        price: { amount: finishes.amounts[row] || amount, currency },
        inStock: finishes.stock[row] === '1',
        on: photograph(finishOn(row)),
        lexemes: lexemesOfFinish(finishNames(row), hues(row)),
      }
    })
    return {
      ...{ position, name, sku, tagline: taglines(position), price: { amount, currency } },
      slug: slugOf(slugs(position), name),
      off: photograph(off(position)),
      on: photograph(on(position)),
      lexemes: lexemesOfLamp(name, readText(text, words), marks(position), variants),
      finishes: variants,
    }
  })
}

type Lines = [Line, Line, Line, Line, Line]
type Line = (row: number) => string

/** The words of a lamp, each with its weights: `B` and `D` twice is `BDD`. */
function readText(text: string, words: readonly string[]): [word: string, weights: string][] {
  return text.split(' ').flatMap((group) => {
    const [weights = '', steps = ''] = group.split(':')
    const spelled = weights.replace(/([A-D])(\d+)/g, (_all, weight: string, count: string) => weight.repeat(+count))
    let place = 0
    return steps.split(',').map((step): [string, string] => {
      place += Number.parseInt(step, 36)
      return [words[place] ?? '', spelled]
    })
  })
}

// The signs `^`, `+`, `#`, `=` and `_`: see supabase/migrations/*_search.sql.

function lexemesOfLamp(
  name: string,
  text: readonly (readonly [string, string])[],
  marks: string,
  finishes: readonly IndexedFinish[],
): Lexemes {
  const lexemes = new Map<string, string>([[`=${plainWords(name)}`, '']])
  for (const [word, weights] of text) {
    lexemes.set(word, weights)
    if (weights.includes('A')) lexemes.set(`^${word}`, '')
    if (/[AB]/.test(weights)) lexemes.set(`+${word}`, '')
  }
  for (const mark of marks.split(' ')) lexemes.set(`_${mark}`, '')
  for (const { lexemes: own } of finishes) for (const sign of own.keys()) if (/^[#_]/.test(sign)) lexemes.set(sign, '')
  return lexemes
}

function lexemesOfFinish(name: string, hues: string): Lexemes {
  const words = plainWords(name).split(' ')
  const forms = [...words, ...words.map(stem)]
  const marks = hues ? hues.split(' ').map((hue) => `_hue_${hue}`) : []
  return new Map([...forms, ...forms.map((word) => `#${word}`), ...marks].map((lexeme) => [lexeme, 'D']))
}
