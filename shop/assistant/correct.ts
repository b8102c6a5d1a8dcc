import { commonWords } from '#shop/assistant/common-words.ts'
import { englishWords } from '#shop/assistant/english-words.ts'
import { editDistance, singular } from '#shop/assistant/text.ts'
import type { Vocabulary } from '#shop/assistant/vocabulary.ts'

/**
 * Corrects typing errors: replaces an unknown word by the nearest known word, if it is near enough, and splits two words that
 * were typed as one when they are a known phrase.
 */
export function correct(text: string, { phrases, known, telling, targets, finishes }: Vocabulary): string {
  const has = (word: string) => commonWords.has(word) || known.has(word) || english.has(word)
  // Function words have no other forms: `buter` is butter, and no form of but.
  const hasForms = (word: string) => has(word) && !withoutForms.has(word)
  // A form of a known word is no typing error: ideally, brighter, hanging.
  const isKnown = (word: string) =>
    has(word) ||
    [singular(word), ...endings.map((ending) => word.replace(ending, '')), word.replace(/ing$/, 'e')].some(hasForms)
  const words = putTogether(text.split(' '), phrases)
  return words
    .map((word, place) => {
      if (word.length < 3 || /\d/.test(word)) return word
      const name = has(word) || has(singular(word)) ? null : nearName(word, phrases)
      if (name) return name
      if (isKnown(word)) return word
      return (
        takeApart(word, phrases) ??
        (/^(?:in|no|not)$/.test(words[place - 1] ?? '') ? nearFinish(word, finishes) : null) ??
        nearest(word, targets, begins(phrases, words[place + 1]), phrases) ??
        beforeLamp(word, telling, targets) ??
        word
      )
    })
    .join(' ')
}

/** The name of a lamp that an unknown word is an edit away from: `leger` is Ledger, and no form of leg. */
const nearName = (word: string, phrases: Vocabulary['phrases']): string | null => {
  if (word.length < 5) return null
  for (const [first, list] of phrases) {
    const isName = list.some(({ words, meaning }) => meaning.field === 'lamp' && words.length === 1)
    if (isName && first[0] === word[0] && first.length > 4 && editDistance(singular(word), first, 1) === 1) return first
  }
  return null
}

/** "2 in slat" means slate, and not salt: where a finish is named, one that is an edit away comes first. */
const nearFinish = (word: string, finishes: ReadonlySet<string>): string | null =>
  [...finishes].find(
    (one) =>
      one.length > 3 && one[0] === word[0] && (word.length > 3 || one.length === 4) && editDistance(word, one, 1) === 1,
  ) ?? null

/** Returns whether a word and the one after it begin a phrase, such as `table lamp`. */
const begins =
  (phrases: Vocabulary['phrases'], next = '') =>
  (word: string): boolean =>
    phrases.get(word)?.some(({ words }) => words[1] === singular(next)) ?? false

const english: ReadonlySet<string> = new Set(englishWords)
const withoutForms: ReadonlySet<string> = new Set([
  'but',
  'the',
  'and',
  'for',
  'not',
  'our',
  'was',
  'his',
  'can',
  'has',
  'had',
])

const endings = [/ly$/, /ing$/, /ed$/, /er$/, /(?<=e)r$/, /est$/, /(?<=e)st$/, /ness$/]

/** Joins two words that together are one word with a meaning: `dew point` is Dewpoint, `bed side` bedside, `out side` outside. */
function putTogether(words: readonly string[], phrases: Vocabulary['phrases']): string[] {
  const isOne = (word: string) => phrases.get(word)?.some((phrase) => phrase.words.length === 1) ?? false
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
function beforeLamp(word: string, telling: ReadonlySet<string>, targets: Vocabulary['targets']): string | null {
  const [, first = '', lamp = ''] = /^(.{4,})(lamps?|lights?)$/.exec(word) ?? []
  const found = first && (telling.has(first) ? first : nearest(first, targets))
  return found ? `${found} ${lamp}` : null
}

/** Returns the nearest word. Of equally near ones, the one that makes a phrase with the next word wins, then the one with the same last letter. */
function nearest(
  word: string,
  targets: Vocabulary['targets'],
  fits: (word: string) => boolean = () => false,
  phrases: Vocabulary['phrases'] = new Map(),
): string | null {
  const [first = '', second = ''] = word
  let best: { word: string; distance: number } | null = null
  // People rarely mistype the first letter; when they do, they swap it with the second, or write what they hear.
  for (const candidate of [
    ...(targets.get(first) ?? []),
    ...(targets.get(second) ?? []).filter((one) => one[1] === first),
    ...(targets.get(soundsLike[first] ?? '') ?? []).filter((one) => one[1] === second),
  ]) {
    const distance = distanceTo(candidate, word, fits(candidate), lacksVowels(word, candidate, phrases))
    if (distance !== null && distance < (best?.distance ?? 3)) best = { word: candidate, distance }
  }
  return best?.word ?? null
}

/** How far a word is from one that may be meant; null when it is too far. */
function distanceTo(candidate: string, word: string, fits: boolean, bare: boolean): number | null {
  const most = word.length < 6 && !bare ? 1 : 2
  const edits = editDistance(word, candidate, most)
  // Of three letters, one may be missing; a replaced one would make any word of any other.
  if (edits > most || (word.length === 3 && !fits)) return null
  const likely = (fits ? 0.6 : 0) + (hasSameLetters(word, candidate) ? 0.6 : 0) + (bare ? 0.3 : 0)
  return edits - likely + (word.at(-1) === candidate.at(-1) ? 0 : 0.5)
}

const soundsLike: Record<string, string> = { k: 'c', c: 'k' }

/** Two letters that changed places are the likeliest slip: `cabel` is a cable and no camel. */
const hasSameLetters = (one: string, other: string) =>
  one.length === other.length && [...one].toSorted().join('') === [...other].toSorted().join('')

/** `blck` is black, and neither back nor block: people leave vowels out, and write of what the shop has. */
const lacksVowels = (word: string, whole: string, phrases: Vocabulary['phrases']) =>
  phrases.has(whole) && whole.length > word.length && consonants(whole) === consonants(word)
const consonants = (word: string) => word.replace(/[aeiou]/g, '')
