import { kinds } from '#shop/assistant/lamp-words.ts'

type Found = { wish: { finish?: string | undefined }; said: string[]; withoutWords: string[] }

/** "Stone, travertine or marble": kinds are said with examples. */
const examples = /\b(?:or|such as|like|eg|for example|whatever)\b/

/**
 * Reads materials that a message says together, as people mean them. "Stone, travertine or marble" wants any stone, "travertine or
 * marble" either of them, and "real ceramic, no plastic" wants no imitation: a lamp with a part of plastic will do.
 */
export function leaveOutOthers(found: Found, text: string): void {
  const { wish, said, withoutWords } = found
  const named = [...said, ...(wish.finish ? [wish.finish] : [])]
  for (const kind of new Set(said.filter((word) => kinds.has(word)))) {
    const own = kinds.get(kind)
    const specific = named.filter((word) => word !== kind && !kinds.has(word) && own?.test(word))
    // "Natural stone": the word before a kind describes it.
    if (wish.finish && new RegExp(`\\b${wish.finish} ${kind}`).test(text) && !own?.test(wish.finish)) wish.finish = undefined
    if (specific.length === 0 || !examples.test(text)) continue
    keep(said, (word) => !specific.includes(word))
    if (wish.finish && specific.includes(wish.finish)) wish.finish = undefined
  }
  const materials = said.filter((word) => kindOf(word) !== null)
  const either = materials.filter((word) => new RegExp(`\\bor (?:\\w+ )?${word}|\\b${word}s? or (?!so|no)`).test(text))
  if (either.length === 2) {
    keep(said, (word) => !either.includes(word))
    said.push(either.join(' or '))
  }
  if (materials.length > 0) keep(withoutWords, (word) => word !== 'plastic')
  if (wish.finish === undefined) Reflect.deleteProperty(wish, 'finish')
}

const kindOf = (word: string): string | null =>
  kinds.has(word) ? word : ([...kinds].find(([, materials]) => materials.test(word))?.[0] ?? null)

function keep(words: string[], holds: (word: string) => boolean): void {
  words.splice(0, words.length, ...words.filter(holds))
}
