import type { Entry, Ready } from '#components/catalog/search/entries.ts'
import {
  correctWord,
  find,
  isFound,
  joinParts,
  type Part,
  readSearch,
  wordsLike,
} from '#components/catalog/search/read.ts'
import { anyOf, beginning, lexeme, matches, operandsOf, rank, type Term } from '#components/catalog/search/terms.ts'
import { plainWords } from '#components/catalog/search/words.ts'
import type { SearchAnswer, SearchPlace } from '#shop/catalog/types.ts'

// Searches the index as supabase/migrations/*_search_products.sql searches the database. Both answer the searches of
// supabase/tests/search-relevance.json: search.test.ts compares them.

export type Hit = Readonly<{ slug: string; finish: string | null }>

/** As the shop answers, with names of lamps in place of their cards. */
export type IndexAnswer = Omit<SearchAnswer, 'products'> & Readonly<{ hits: readonly Hit[] }>

/** Lamps of each kind that a search ranks. */
const candidates = 120
/** The order in which parts are given up: the last ones say most about what somebody needs. */
const worth = ['text', 'colour', 'material', 'light', 'socket', 'use', 'room', 'protection', 'power', 'kind']

/**
 * Searches lamps in an index, and answers as `search_products` does.
 * @param query without words about the price, which `least` and `most` give in minor units
 * @param size the number of lamps, at most 48
 */
export function searchIndex(
  ready: Ready,
  query: string,
  { size, least, most }: { size: number; least: number | null; most: number | null },
): IndexAnswer {
  const byCode = findCode(ready, query.trim().slice(0, 40).toUpperCase(), size)
  if (byCode.length > 0) return { ...nothing, hits: byCode.slice(0, size), more: byCode.length > size }
  const words = plainWords(query.slice(0, 100)).split(' ').filter(Boolean).slice(0, 16)
  let parts = readSearch(ready, words)
  const corrected: [string, string][] = []
  const dropped: string[] = []
  let near: Term | null = null
  if (!isFound(ready, joinParts(parts).anywhere)) {
    for (const { theme, anywhere, said, place } of parts) {
      const better = theme === 'text' && !isFound(ready, anywhere) ? correctWord(ready, said) : null
      if (better === null) continue
      words[place - 1] = better
      corrected.push([said, better])
    }
    if (corrected.length > 0) parts = readSearch(ready, words)
    // Words that no lamp has are given up first, then the price, then what says least.
    for (const part of parts) {
      if (isFound(ready, part.anywhere)) continue
      dropped.push(part.said)
      near = anyOf(near, part.near ?? nearNames(ready, part))
      parts = parts.filter((one) => one !== part)
    }
  }
  const { kept, given, dearer } = giveUp(ready, parts, least, most)
  dropped.push(...given)
  const found = gather(ready, kept, { size, least, most, dearer, near, isNoise: words.length > 0, dropped })
  const hits = order(found, kept, words.join(' '), { ready, most, byPrice: dearer })
  return {
    hits: hits.slice(0, size),
    more: hits.length > size,
    dropped: [...new Set(dropped)],
    dearer,
    corrected,
    places: findPlaces(ready, kept),
  }
}

const nothing = { more: false, dropped: [], dearer: false, corrected: [], places: [] }

/** Lamps by a code (SKU) or by its beginning. The code of one finish chooses it. */
function findCode({ entries }: Ready, code: string, size: number): Hit[] {
  if (!/^[A-Z0-9]+(-[A-Z0-9]+)*-?$/.test(code) || !/[0-9-]/.test(code) || code.length < 4) return []
  const hits = entries.flatMap((lamp) => {
    const finishes = lamp.finishes.filter((finish) => finish.sku.toUpperCase().startsWith(code))
    if (finishes.length === 0 && !lamp.sku.toUpperCase().startsWith(code)) return []
    return [{ slug: lamp.slug, finish: finishes.find(({ sku }) => sku.toUpperCase() === code)?.slug ?? null }]
  })
  return hits.slice(0, size + 1)
}

function nearNames(ready: Ready, { theme, said }: Part): Term | null {
  if (theme !== 'text') return null
  const names = wordsLike(ready, said).map(({ known }) => lexeme(`^${known}`))
  return anyOf(...names.filter((name) => isFound(ready, name)).slice(0, 3))
}

/** Gives up parts until something is found, those that say least first; or the price, when everything else is found. */
function giveUp(ready: Ready, parts: readonly Part[], least: number | null, most: number | null) {
  let kept = [...parts]
  const given: string[] = []
  for (;;) {
    const { anywhere } = joinParts(kept)
    if (kept.length === 0 || isFound(ready, anywhere, least, most)) return { kept, given, dearer: false }
    if ((least !== null || most !== null) && isFound(ready, anywhere)) return { kept, given, dearer: true }
    const sorted = kept
      .map((part) => ({ part, value: worthOf(ready, part) }))
      .toSorted((a, b) => a.value - b.value || b.part.place - a.part.place)
      .map(({ part }) => part)
    const enough = sorted.findIndex((part) => {
      const others = sorted.filter((one) => one !== part)
      return others.length > 0 && isFound(ready, joinParts(others).anywhere, least, most)
    })
    const gone = sorted[Math.max(enough, 0)]
    if (gone) given.push(gone.said)
    kept = sorted.filter((part) => part !== gone)
  }
}

function worthOf(ready: Ready, { theme, named }: Part): number {
  return theme === 'text' && isFound(ready, named) ? 20 : worth.indexOf(theme) + 1
}

type Wanted = {
  size: number
  least: number | null
  most: number | null
  dearer: boolean
  near: Term | null
  isNoise: boolean
  dropped: readonly string[]
}

/** The lamps to rank: those that are named, then those that have the words in prominent places, then anywhere. */
function gather(ready: Ready, parts: readonly Part[], wanted: Wanted): Entry[] {
  const { size, least, most, dearer, near, isNoise, dropped } = wanted
  const first = (term: Term | null) => find(ready, term, least, most).slice(0, candidates)
  if (parts.length === 0) {
    if (dropped.length > 0) return first(near)
    const isAsked = isNoise || least !== null || most !== null
    // Nothing but noise: every lamp, in the shop's order.
    return isAsked ? find(ready, { kind: 'and', terms: [] }, least, most).slice(0, candidates) : []
  }
  const { anywhere, prominent, named } = joinParts(parts)
  if (dearer) return find(ready, anywhere).slice(0, candidates)
  let found = named && anywhere ? first({ kind: 'and', terms: [anywhere, named] }) : []
  if (found.length <= size) found = [...found, ...first(prominent)]
  if (found.length <= size) found = [...found, ...first(anywhere)]
  return found
}

/** The best lamps first, each with the finish that the words are about (if any). */
function order(
  found: readonly Entry[],
  parts: readonly Part[],
  whole: string,
  { ready, most, byPrice }: { ready: Ready; most: number | null; byPrice: boolean },
): Hit[] {
  const { prominent } = joinParts(parts)
  // A word with a meaning is no beginning of a name: LED is not Ledger.
  const begun = beginning(`=${whole}${parts.some(({ theme }) => theme === 'text') ? '' : ' '}`, ready.sorted)
  const scored = [...new Set(found)].map((entry) => {
    const has = (term: Term | null) => (term !== null && matches(entry.lexemes, term) ? 1 : 0)
    const named = parts.filter((part) => has(part.named)).length
    const ranks = parts.reduce((sum, { anywhere }) => sum + (anywhere ? rank(entry.lexemes, anywhere) : 0), 0)
    const score = 8 * has(lexeme(`=${whole}`)) + 3 * has(begun) + has(prominent)
    return { entry, score: score + (parts.length > 0 ? (2 * named + ranks) / parts.length : 0) }
  })
  const price = (lamp: Entry) => (byPrice ? lamp.price.amount : 0)
  return scored
    .toSorted((a, b) => price(a.entry) - price(b.entry) || b.score - a.score || a.entry.position - b.entry.position)
    .map(({ entry }) => ({ slug: entry.slug, finish: chooseFinish(entry, parts, most) }))
}

function chooseFinish({ finishes }: Entry, parts: readonly Part[], most: number | null): string | null {
  const meant = finishes.flatMap((finish) => {
    const said = parts.filter(({ anywhere }) => anywhere && matches(finish.lexemes, anywhere)).length
    return said > 0 ? [{ finish, said, fits: most === null || finish.price.amount <= most }] : []
  })
  const best = meant.toSorted(
    (a, b) => b.said - a.said || Number(b.fits) - Number(a.fits) || Number(b.finish.inStock) - Number(a.finish.inStock),
  )
  return best[0]?.finish.slug ?? null
}

/** The categories and collections that a search is about, at most three. */
function findPlaces(ready: Ready, parts: readonly Part[]): SearchPlace[] {
  const meant = ready.places.flatMap(({ mark, ...place }) => {
    const means = parts.some(({ anywhere }) => anywhere && operandsOf(anywhere).some((one) => one.lexeme === mark))
    const name = ` ${plainWords(place.name)}`
    const named = parts.some(({ said }) => said.length > 1 && name.includes(` ${said}`))
    return (means || named) && isFound(ready, lexeme(mark)) ? [{ place, rank: means ? 1 : 2 }] : []
  })
  return meant
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, 3)
    .map(({ place }) => place)
}
