import type { Feature } from '#shop/assistant/features.ts'

export type Example = { features: readonly Feature[]; label: string }
export type Trained = { labels: readonly string[]; weights: ReadonlyMap<string, Float64Array> }

/** Features that fewer examples have say nothing about new questions. */
const leastExamples = 3
const epochs = 25
const step = 0.25
/** How much a weight shrinks with each example that has it: against learning single questions by heart. */
const shrink = 0.001

/**
 * Trains a multinomial logistic regression by AdaGrad. The order of the examples is fixed, so the result is, too.
 */
export function train(examples: readonly Example[]): Trained {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted()
  const counts = new Map<string, number>()
  for (const { features } of examples) for (const [name] of features) counts.set(name, (counts.get(name) ?? 0) + 1)
  const names = [...counts].filter(([, count]) => count >= leastExamples).map(([name]) => name)
  const rows = new Map(names.map((name, row) => [name, row]))
  const width = labels.length
  const weights = new Float64Array(rows.size * width)
  const squares = new Float64Array(rows.size * width).fill(1e-8)
  const seen = examples.map(({ features, label }) => ({
    at: features.flatMap(([name, value]) => {
      const row = rows.get(name)
      return row === undefined ? [] : [[row * width, value] as const]
    }),
    label: labels.indexOf(label),
  }))
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const place of orderOf(seen.length, epoch)) {
      const example = seen[place]
      if (example) takeStep(example, { weights, squares, width })
    }
  }
  return {
    labels,
    weights: new Map(names.map((name, row) => [name, weights.slice(row * width, (row + 1) * width)])),
  }
}

type State = { weights: Float64Array; squares: Float64Array; width: number }

/** Moves the weights of an example's features a step towards its label. */
function takeStep(
  { at, label }: { at: readonly (readonly [start: number, value: number])[]; label: number },
  { weights, squares, width }: State,
): void {
  const chances = softmax(scoresOf(at, weights, width))
  for (const [start, value] of at) {
    for (let column = 0; column < width; column++) {
      const index = start + column
      const weight = weights[index] ?? 0
      const slope = value * ((chances[column] ?? 0) - Number(column === label)) + shrink * weight
      squares[index] = (squares[index] ?? 0) + slope * slope
      weights[index] = weight - (step * slope) / Math.sqrt(squares[index] ?? 1)
    }
  }
}

function scoresOf(at: readonly (readonly [number, number])[], weights: Float64Array, width: number): number[] {
  const scores = new Array<number>(width).fill(0)
  for (const [start, value] of at)
    for (let column = 0; column < width; column++)
      scores[column] = (scores[column] ?? 0) + value * (weights[start + column] ?? 0)
  return scores
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** The places of all examples, mixed by a fixed rule: another order in each epoch, the same in each run. */
function orderOf(length: number, epoch: number): number[] {
  let state = epoch * 2 + 12_345
  const order = Array.from({ length }, (_, place) => place)
  for (let last = length - 1; last > 0; last--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const other = state % (last + 1)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

/** Weights above this are cut: so each fits a byte. */
const mostWeight = 4

/** The generated file: the names of features, and a byte for each of their weights. @param from the fingerprint of the questions */
export function writeWeights({ labels, weights }: Trained, from: string): string {
  const scale = mostWeight / 127
  const round = (weight: number) => Math.max(-127, Math.min(127, Math.round(weight / scale)))
  const bytes = Int8Array.from([...weights.values()].flatMap((row) => [...row].map(round)))
  return `// Written by \`npm run learn\`, from the labelled questions beside this file.
/** a fingerprint of these questions */
export const from = '${from}'
export const labels: readonly string[] = ${JSON.stringify(labels)}
export const scale = ${scale}
/** one feature a line */
export const names = ${JSON.stringify([...weights.keys()].join('\n'))}
/** for each feature, a signed byte for each label */
export const weights = '${Buffer.from(bytes.buffer).toString('base64')}'
`
}
