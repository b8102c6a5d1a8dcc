import { kinds } from '#shop/assistant/lamp-words.ts'

type Found = {
  wish: { finish?: string | undefined }
  said: string[]
  withoutWords: string[]
  finishes: readonly string[]
}

/** "Stone, such as travertine or marble": kinds are said with examples. */
const examples = /\b(?:or|such as|like|eg|instance|example|whatever)\b/
/** Kinds that no finish is chosen by: who wants oak or walnut may choose, who wants marble or slate wants stone. */
const broad = ['stone', 'ceramic'] as const

/**
 * Reads materials that a message says together, as people mean them. "Stone, travertine or marble" and "travertine or marble" want
 * any stone, and "real ceramic, no plastic" wants no imitation: a lamp with a part of plastic will do.
 */
export function joinMaterials(found: Found, text: string): void {
  const { wish, said, withoutWords, finishes } = found
  for (const [kind, materials] of kinds) {
    // "Natural stone": the word before a kind describes it.
    if (said.includes(kind) && new RegExp(`\\b${wish.finish} ${kind}`).test(text) && !materials.test(wish.finish ?? ''))
      wish.finish = undefined
    const specific = [...said, ...finishes].filter((word) => word !== kind && !kinds.has(word) && materials.test(word))
    // "Stone, for instance marble"; who says "wood, and the oak must be seen" wants oak.
    const isBroad = broad.some((one) => one === kind)
    const example = isBroad && specific.some((word) => new RegExp(`\\b${kind} (?:\\w+ ){0,3}${word}`).test(text))
    const joined = examples.test(text) && (said.includes(kind) || (isBroad && new Set(specific).size > 1))
    if (specific.length === 0 || !(example || joined)) continue
    keep(said, (word) => !specific.includes(word))
    if (!said.includes(kind)) said.push(kind)
    if (wish.finish && specific.includes(wish.finish)) wish.finish = undefined
  }
  const isMaterial = (word: string) => [...kinds].some(([kind, materials]) => kind === word || materials.test(word))
  if (said.some(isMaterial)) keep(withoutWords, (word) => word !== 'plastic')
  if (wish.finish === undefined) Reflect.deleteProperty(wish, 'finish')
}

function keep(words: string[], holds: (word: string) => boolean): void {
  words.splice(0, words.length, ...words.filter(holds))
}
