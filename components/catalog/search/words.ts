import { stem as porter } from 'porter2'

// Words as the database reads them: private.plain_words, private.stem_words and pg_trgm, in TypeScript.

/** Letters that lose nothing when Unicode takes accents away, as unaccent spells them. */
const spelled: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }

/** Lower case, without accents and punctuation, one spelling for a code or a measure: `Crème, E 27` becomes `creme e27`. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđßæœı]/g, (letter) => spelled[letter] ?? letter)
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/([0-9]) ?lumens?\b/g, '$1lm')
    .replace(/\b([0-9]+) ?(k|lm|w)(?:elvins?|atts?)?\b/g, '$1$2')
    .replace(/\b(e|g|gu|b|ip) ([0-9]+)\b/g, '$1$2')
    .trim()
}

/** The stem of a word (https://snowballstem.org/algorithms/english/stemmer.html). Words with digits have none. */
export function stem(word: string): string {
  return /^[a-z]+$/.test(word) ? porter(word) : word
}

export function stems(words: string): string {
  return words.split(' ').map(stem).join(' ')
}

/** Insertions, deletions and replacements between two words (Wagner and Fischer 1974). */
export function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The word itself and the word less one letter. */
export function deletesOf(word: string): string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))]
}

export function trigramsOf(word: string): Set<string> {
  const padded = `  ${word} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)))
}

/** The share of trigrams that two words have in common (https://www.postgresql.org/docs/17/pgtrgm.html). */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const trigram of a) if (b.has(trigram)) common += 1
  return common / (a.size + b.size - common)
}
