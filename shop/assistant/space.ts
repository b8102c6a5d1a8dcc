import { measures } from '#shop/assistant/facts.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import { singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

// Whether a lamp fits what a shopper has measured: "my shelf is 45 mm thick", "can it carry 4 kg".

type Space = NonNullable<IntentInput<'describe-lamp'>['space']>

const asksToFit =
  /\b(?:fits?|fitting|clips?|clamps?|attach|holds?|carry|carries|bears?|supports?|enough|work|works|goes?|put|sit|stand|too|grips?|bites?|grabs?|hangs?|takes?|possible|ok|okay)\b/
const lengths: readonly (readonly [RegExp, number])[] = [
  [/^(?:mm|milli)/, 1],
  [/^(?:cm|centi)/, 10],
  [/^inch/, 25.4],
  [/^m/, 1000],
]
const directions: readonly (readonly [RegExp, Space['of']])[] = [
  [/\b(?:thick|thickness)\b/, 'thickness'],
  [/\b(?:high|height|tall)\b/, 'height'],
  [/\b(?:deep|depth)\b/, 'depth'],
  [/\b(?:wide|width|broad)\b/, 'width'],
]
const said =
  /\b(\d+(?:\.\d+)?) (mm|millimet\w+|cm|centimet\w+|inch(?:es)?|m|met(?:re|er)s?|kg|kilos?|kilograms?|g|grams?)\b/

const asksThickness =
  /\bhow thick (?:may|can|must|should|could)\b|\b(?:max|maximum|most|maximal) thick(?:ness)?\b|\bhow thick .*\b(?:shelf|board|edge|headboard|table)\b/

/** Reads the space or the load in a question whether a lamp fits; null when the text has none. @param text plain */
export function readSpace(text: string): Space | null {
  const [, digits, unit = ''] = said.exec(text) ?? []
  if (!digits && asksThickness.test(text)) return { of: 'thickness' }
  if (!digits || !asksToFit.test(text)) return null
  if (/^(?:k|g)/.test(unit)) return { of: 'load', value: Number(digits) * (unit.startsWith('k') ? 1000 : 1) }
  const of = directions.find(([words]) => words.test(text))?.[1]
  const factor = lengths.find(([name]) => name.test(unit))?.[1]
  return of && factor ? { of, value: Number(digits) * factor } : null
}

/** What the texts of a lamp limit: the edge it bites, in millimetres, and what it carries, in grams. */
const limits: Partial<Record<Space['of'], readonly [RegExp, number]>> = {
  thickness: [/\bup to (\d+) mm\b/, 1],
  load: [/\bcarries (\d+(?:\.\d+)?) kg\b/i, 1000],
}

/** Says yes or no with the sentence or the measures that it follows from; null when the catalogue does not know. */
export function tellSpace(lamp: Product, { of, value }: Space, about: readonly string[] = []): string | null {
  const { name, description, care, dimensions } = lamp
  const limit = limits[of]
  if (limit) {
    const [pattern, factor] = limit
    const sentences = [description, ...care].flatMap((text) => text.split(/(?<=[.!?])\s/))
    const sentence = sentences.find((text) => pattern.test(text))
    if (sentence === undefined) return null
    // "3 kg when fixed to masonry, 1.5 kg on plasterboard": the part that the question is about.
    const part = sentence
      .split(', ')
      .find((one) => /\d/.test(one) && about.some((word) => one.includes(singular(word))))
    const most = Number(part ? /\d+(?:\.\d+)?/.exec(part)?.[0] : pattern.exec(sentence)?.[1]) * factor
    const answer = value === undefined ? '' : `${value <= most ? 'Yes' : 'No'}. `
    return `${answer}${name}: ${sentence}`
  }
  const own = dimensions[of] ?? (of === 'height' ? undefined : dimensions.diameter)
  return own === undefined || value === undefined
    ? null
    : `${own <= value ? 'Yes' : 'No'}. ${name} is ${measures(lamp)}.`
}
