import type { Entry, Meaning, Ready } from '#components/catalog/search/entries.ts'
import { allOf, anyOf, beginning, lexeme, type Term } from '#components/catalog/search/terms.ts'
import { deletesOf, editsBetween, similarity, stem, stems, trigramsOf } from '#components/catalog/search/words.ts'

// Reads a search as supabase/migrations/*_search_reading.sql does; the names are the same.

/** A part of a search: a word of the lamps' texts, or words with a meaning. */
export type Part = Readonly<{
  place: number
  said: string
  theme: string
  anywhere: Term | null
  prominent: Term | null
  named: Term | null
  near: Term | null
}>

/** The lamps that match, in the shop's order, at these prices. */
export function find(
  ready: Ready,
  term: Term | null,
  least: number | null = null,
  most: number | null = null,
): Entry[] {
  if (term === null) return []
  const matched = match(ready, term)
  return ready.entries.filter(
    ({ price, position }) =>
      matched[position] === 1 && (least === null || price.amount >= least) && (most === null || price.amount <= most),
  )
}

export function isFound(
  ready: Ready,
  term: Term | null,
  least: number | null = null,
  most: number | null = null,
): boolean {
  if (term === null) return false
  const matched = match(ready, term)
  if (least === null && most === null) return matched.includes(1)
  return find(ready, term, least, most).length > 0
}

/** One byte for each lamp: 1 when it matches. */
function match(ready: Ready, term: Term): Uint8Array {
  const known = ready.matched.get(term)
  if (known) return known
  const found = new Uint8Array(ready.entries.length)
  if (term.kind === 'lexeme') {
    for (const word of term.known) for (const position of ready.holders.get(word) ?? []) found[position] = 1
  } else if (term.kind === 'not') {
    match(ready, term.term).forEach((one, position) => {
      found[position] = 1 - one
    })
  } else {
    const all = term.terms.map((one) => match(ready, one))
    const isAnd = term.kind === 'and'
    for (let position = 0; position < found.length; position++)
      found[position] = Number(isAnd ? all.every((one) => one[position]) : all.some((one) => one[position]))
  }
  ready.matched.set(term, found)
  return found
}

const anyForm = ({ sorted }: Ready, word: string, sign: string, isUnfinished: boolean) =>
  anyOf(
    isUnfinished ? beginning(sign + word, sorted) : lexeme(sign + word),
    stem(word) === word ? null : lexeme(sign + stem(word)),
  )

/** A word of the texts. The last word may be unfinished: it then also means the longer words that begin with it. */
function readWord(ready: Ready, place: number, word: string, isUnfinished: boolean): Part {
  if (/^[0-9]{1,5}lm$/.test(word)) {
    // An amount of light is met by lamps with 85 to 130 percent of it.
    const amount = Number(word.slice(0, -2))
    const [from, to] = [Math.floor(amount * 0.0085), Math.floor(amount * 0.013)]
    const marks = Array.from({ length: to - from + 1 }, (_, index) => lexeme(`_lm_${from + index}`))
    const lit = anyOf(...marks)
    return { place, said: word, theme: 'light', anywhere: lit, prominent: lit, named: null, near: null }
  }
  const part = {
    place,
    said: word,
    theme: 'text',
    anywhere: anyForm(ready, word, '', isUnfinished),
    prominent: anyForm(ready, word, '+', isUnfinished),
    named: anyForm(ready, word, '^', isUnfinished),
    near: null,
  }
  if (!isUnfinished) return part
  if (word.length < 3) {
    const prominent = anyOf(part.named, beginning(`#${word}`, ready.sorted))
    return { ...part, prominent, anywhere: prominent }
  }
  const means = ready.begun
    .filter(({ said, theme }) => said.startsWith(word) && theme !== 'noise')
    .slice(0, 8)
    .map((meaning) => meaning.means)
  return { ...part, anywhere: anyOf(part.anywhere, ...means), prominent: anyOf(part.prominent, ...means) }
}

/** The parts of a search, without noise: the longest phrases with a meaning, and single words. */
export function readSearch(ready: Ready, words: readonly string[]): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < words.length; ) {
    const meaning = longestMeaning(ready, words.slice(at, at + 4))
    const size = meaning ? meaning.stems.split(' ').length : 1
    const [word = '', next] = words.slice(at)
    const isLast = at === words.length - 1
    const isSmallNumber = words.length > 1 && /^[0-9]{1,2}$/.test(word) && !isFound(ready, lexeme(`^${word}`))
    if (meaning?.theme === 'noise' || isSmallNumber) {
      // A small number among words says little: "lamp 3".
    } else if (meaning) {
      parts.push(ofMeaning(meaning, at + 1, words.slice(at, at + size)))
    } else if (!isLast && isFound(ready, lexeme(`^${word}${next}`))) {
      // "dew point" is Dewpoint.
      parts.push(readWord(ready, at + 1, `${word}${next}`, false))
      at += 1
    } else if (
      !isLast ||
      word.length < 3 ||
      isFound(ready, beginning(`^${word}`, ready.sorted)) ||
      !beginsNoise(ready, word)
    ) {
      parts.push(readWord(ready, at + 1, word, isLast))
    }
    at += size
  }
  return parts
}

function longestMeaning({ meanings }: Ready, words: readonly string[]): Meaning | undefined {
  for (let size = words.length; size > 0; size--) {
    const meaning = meanings.get(stems(words.slice(0, size).join(' ')))
    if (meaning) return meaning
  }
  return undefined
}

function beginsNoise({ begun }: Ready, word: string): boolean {
  return begun.find(({ said }) => said.startsWith(word))?.theme === 'noise'
}

function ofMeaning({ theme, means, near }: Meaning, place: number, phrase: readonly string[]): Part {
  const said = phrase.join(' ')
  if (phrase.length > 1) return { place, said, theme, anywhere: means, prominent: means, named: null, near }
  // Names and finishes may have a word that means something else: Porch, Sea.
  const named = lexeme(`^${said}`)
  const prominent = anyOf(means, named, lexeme(`#${said}`))
  return { place, said, theme, anywhere: prominent, prominent, named, near }
}

/** The known words that a misspelt one may stand for, the nearest first. */
export function wordsLike(ready: Ready, word: string): { known: string; distance: number }[] {
  const deletes = new Set(deletesOf(word))
  const trigrams = trigramsOf(word)
  const letters = [...word].toSorted().join('')
  return ready
    .lexicon()
    .filter((known) => known.deletes.some((one) => deletes.has(one)) || similarity(known.trigrams, trigrams) >= 0.3)
    .map(({ word: known }) => {
      const edits = editsBetween(known, word)
      // Two swapped letters count as one slip.
      const slips = edits === 2 && [...known].toSorted().join('') === letters ? 1.2 : edits
      const isBeginning = known.startsWith(word) || word.startsWith(known)
      return { known, distance: slips + (known[0] === word[0] ? 0 : 0.5) + (isBeginning ? 0 : 0.1) }
    })
    .toSorted((a, b) => a.distance - b.distance || a.known.length - b.known.length || (a.known < b.known ? -1 : 1))
    .slice(0, 20)
}

const farthest: Record<number, number> = { 3: 1.2, 4: 1.3, 5: 1.7 }

/** The word that a misspelt one stands for, if something is found by it; or null. */
export function correctWord(ready: Ready, word: string): string | null {
  if (word.length < 3) return null
  const found = wordsLike(ready, word).find(({ known, distance }) => {
    // Another letter at the end of a short word makes another word: silk is not silo.
    const isOther = word.length <= 4 && distance <= 1.1 && known.length === word.length && known.at(-1) !== word.at(-1)
    const isNear = distance <= (farthest[word.length] ?? 2.1)
    return !isOther && isNear && (ready.meanings.has(stems(known)) || isFound(ready, lexeme(`+${known}`)))
  })
  return found?.known ?? null
}

/** All parts as one: a lamp must match each of them, and is named when any of them is its name. */
export function joinParts(parts: readonly Part[]) {
  return {
    anywhere: allOf(...parts.map((part) => part.anywhere)),
    prominent: allOf(...parts.map((part) => part.prominent)),
    named: anyOf(...parts.map((part) => part.named)),
  }
}
