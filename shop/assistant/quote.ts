import { plain, singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

const sentencesOf = (texts: readonly string[]) => texts.flatMap((text) => text.split(/(?<=[.!?])\s+/)).filter(Boolean)
/** Words of one stem begin alike: `carry` and `carries`, `assemble` and `assembly`. */
const stem = (word: string) =>
  singular(word)
    .replace(/(?<=\w{3})(?:ing|able|ation|ness|ly|ies|ed|y|e)$/, '')
    .slice(0, 6)
/** Words that the catalogue has for what shoppers ask. */
const alike: ReadonlyMap<string, string> = new Map(
  Object.entries({
    connect: 'join',
    combine: 'join',
    chain: 'join',
    link: 'join',
    frost: 'cold',
    freeze: 'cold',
    fire: 'flame',
    fireproof: 'flame',
    burn: 'flame',
    hold: 'carries',
    load: 'carries',
    stain: 'blot',
    blow: 'blown',
    blows: 'blown',
    safe: 'toy',
    standby: 'asleep',
    idle: 'asleep',
    off: 'asleep',
    fold: 'flat',
    weigh: 'weighs',
    fasten: 'mount',
    fix: 'mount',
  }).map(([word, same]) => [stem(word), same]),
)
const stemsOf = (text: string) => new Set(plain(text).split(' ').map(stem))

/** Whether the description or the care of a lamp has a word, in any of its forms. */
export const hasWritten = ({ description, care, tagline, light }: Product, word: string): boolean =>
  [tagline, description, ...care, light.control].some((text) => stemsOf(text).has(stem(word)))

/**
 * Finds what a lamp's own texts say about some words: at most two sentences of its description, care, materials and reviews, those
 * with the most of the words. Null when they have none.
 */
export function quote(lamp: Product, words: readonly string[]): string | null {
  const { tagline, description, care, materials, light, reviews } = lamp
  const said = words.flatMap((word) => [word, alike.get(stem(word)) ?? word])
  const wanted = [...new Set(said.map(stem))].filter((word) => word.length > 2)
  const own = sentencesOf([description, ...care, tagline, ...materials, light.source, light.control, light.power])
  const found = best(own, wanted, unitOf(words))
  if (found.length > 0) return found.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' ')
  const [written] = best(
    reviews.map(({ body }) => body),
    wanted,
  )
  const review = written ? reviews.find(({ body }) => body === written) : undefined
  return review ? `${review.author} writes: “${review.body}”` : null
}

/** In what a question wants its answer: a sentence with such a number comes first. */
const askedUnits: readonly (readonly [asked: RegExp, unit: RegExp])[] = [
  [/^(?:minutes?|seconds?)$/, /\b(?:minutes?|min|seconds?)\b/],
  [/^hours?$/, /\b(?:hours?|\d+ h)\b/],
  [/^(?:far|distance|range|met(?:re|er)s?)$/, /\b\d+(?:\.\d+)? (?:m|met(?:re|er)s?)\b/],
  [/^(?:degrees?|celsius|temperature|cold|minus|freezing|frost)$/, /°C/],
  [/^(?:kilos?|kg|load)$/, /\bkg\b/],
  [/^thick(?:ness)?$/, /\bmm\b/],
]
const unitOf = (words: readonly string[]) => askedUnits.find(([asked]) => words.some((word) => asked.test(word)))?.[1]

function best(texts: readonly string[], wanted: readonly string[], unit?: RegExp): string[] {
  const all = texts.map(stemsOf)
  // A word that few sentences have says more.
  const weight = (word: string) => 1 + 1 / all.filter((stems) => stems.has(word)).length
  const scored = texts.map((text, place) => {
    const stems = all[place] ?? new Set<string>()
    return {
      text,
      score:
        wanted.filter((word) => stems.has(word)).reduce((sum, word) => sum + weight(word), 0) +
        (unit?.test(text) ? 3 : 0),
    }
  })
  const most = Math.max(0, ...scored.map(({ score }) => score))
  return most === 0 ? [] : scored.flatMap(({ text, score }) => (score === most ? [text] : [])).slice(0, 2)
}
