import { matchesColour } from '#shop/assistant/colour-words.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import type { Finish, Product } from '#shop/catalog/types.ts'

// What the catalogue says about a lamp, for words of a message.

/** Digits of an IP code (IEC 60529): protection against dust and against water. */
export function protection({ light }: Product): { dust: number; water: number } {
  const [, dust = '0', water = '0'] = /IP(\d)(\d)/.exec(light.ip) ?? []
  return { dust: Number(dust), water: Number(water) }
}

export const hasBulb: Record<NonNullable<IntentInput<'find-lamps'>['bulb']>, RegExp> = {
  included: /^(?!.*not included).*included/i,
  'not-included': /not included/i,
  replaceable: /\b(?:E27|E14|G9|GU10)\b|replaceable/i,
  'built-in': /integrated/i,
  e27: /\bE27\b/,
  e14: /\bE14\b/,
  g9: /\bG9\b/,
}

/** Whether the light can be replaced, as the source or the care of the lamp says. */
export const isReplaceable = ({ light, care }: Product): boolean =>
  hasBulb.replaceable.test(light.source) || care.some((text) => /\bLED\b.*\breplaced\b/i.test(text))

const plainTexts = new WeakMap<object, string[]>()
/** Returns texts of the catalogue in plain spelling. It keeps them with their owner: a search reads those of every lamp. */
export function plainOf(owner: object, texts: () => readonly string[]): readonly string[] {
  const kept = plainTexts.get(owner) ?? texts().map(plain)
  plainTexts.set(owner, kept)
  return kept
}
export const plainName = (finish: Finish): string => plainOf(finish, () => [finish.name])[0] ?? ''
export const factsOf = (lamp: Product): readonly string[] =>
  plainOf(lamp, () => {
    const { tags, materials, finishes, light } = lamp
    const technical = [light.source, light.power, light.control, light.ip]
    return [...tags, ...materials, ...finishes.map(({ name }) => name), ...technical]
  })

/** Lists the finishes of a lamp that match a colour or a word of their name. */
export function finishesLike(lamp: Product, word: string): Finish[] {
  const wanted = plain(word)
  const words = wanted.split(' ')
  const named = lamp.finishes.filter((finish) => {
    const has = plainName(finish).split(' ')
    return words.every((one) => has.includes(one))
  })
  return named.length > 0 ? named : lamp.finishes.filter(({ hex }) => matchesColour(hex, wanted))
}

/** What people call a group of materials. */
export const kinds: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    wood: /\b(oak|walnut|bamboo|wood|pine|ash|beech|birch|teak)\b/i,
    metal: /\b(steel|brass|aluminium|iron|nickel|copper|metal)\b/i,
    stone: /\b(travertine|marble|stone|slate|concrete|granite)\b/i,
    plastic: /\b(polycarbonate|acrylic|nylon|styrene|plastic)\b/i,
    fabric: /\b(linen|cotton|silk|fabric|wool|velvet)\b/i,
    ceramic: /\b(ceramic|stoneware|porcelain|earthenware|terracotta|clay)\b/i,
  }),
)

/** Whether a lamp's tags, materials, finishes or technical data have a word. */
export function hasFact(lamp: Product, word: string): boolean {
  // IP54 is at least IP44.
  const [, dust, water] = /^ip(\d)(\d)$/.exec(word) ?? []
  if (dust && water) return protection(lamp).dust >= Number(dust) && protection(lamp).water >= Number(water)
  const kind = kinds.get(word)
  if (kind) return [...lamp.tags, ...lamp.materials].some((text) => kind.test(text))
  if (word.includes(' ')) return factsOf(lamp).some((text) => text.includes(word))
  return factsOf(lamp).some((text) => text.split(' ').some((one) => one === word || singular(one) === word))
}

/** Whether a lamp's texts say that something can be done with it: `paintable` is what "can be painted". */
function isPossible({ description, care }: Product, word: string): boolean {
  const [, base] = /^(\w{4,})able$/.exec(word) ?? []
  if (!base) return false
  const said = new RegExp(String.raw`\b(?:can be (?:\w+ )?${base}e?d|or ${base}e? it|you can ${base}e? it)\b`, 'i')
  return [description, ...care].some((text) => said.test(text))
}

export function hasWord(lamp: Product, word: string): boolean {
  if (word.includes(' or ')) return word.split(' or ').some((one) => hasWord(lamp, one))
  if (hasFact(lamp, word) || isPossible(lamp, word)) return true
  // The list of care belongs to one lamp, as its prose does: it is the owner of the kept text.
  const prose = plainOf(lamp.care, () => [`${lamp.tagline} ${lamp.description}`])
  return !kinds.has(word) && prose.some((text) => text.split(' ').some((one) => singular(one) === word))
}
