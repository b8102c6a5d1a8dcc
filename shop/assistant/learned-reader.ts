import type { Feature } from '#shop/assistant/features.ts'
import { labels, names, scale, weights } from '#shop/assistant/learned.gen.ts'

// A linear classifier: how likely a message asks for each thing, by the features of labelled questions. `npm run learn` makes its weights.

let table: { rows: ReadonlyMap<string, number>; bytes: Int8Array } | undefined

/** Decodes the weights at the first question: most starts of the function are not for one. */
function readTable() {
  if (table) return table
  const text = atob(weights)
  const bytes = new Int8Array(text.length)
  for (let place = 0; place < bytes.length; place++) bytes[place] = text.charCodeAt(place)
  table = { rows: new Map(names.split('\n').map((name, row) => [name, row * labels.length])), bytes }
  return table
}

/** How likely a message with these features asks for each thing: chances by label (see `labelOf`), which add up to 1. */
export function weigh(features: readonly Feature[]): ReadonlyMap<string, number> {
  const { rows, bytes } = readTable()
  const scores = new Float64Array(labels.length)
  for (const [name, value] of features) {
    const start = rows.get(name)
    if (start === undefined) continue
    for (let column = 0; column < scores.length; column++)
      scores[column] = (scores[column] ?? 0) + value * scale * (bytes[start + column] ?? 0)
  }
  const most = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return new Map(labels.map((label, column) => [label, (powers[column] ?? 0) / sum]))
}
