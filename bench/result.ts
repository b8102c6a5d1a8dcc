import { loadavg } from 'node:os'

/** What was measured beside its limit: medians of the rounds of one run. Only the ratio says something on another machine. */
export type Result = {
  name: string
  unit: 'requests/s' | 'orders/s' | 'images/s' | 'ms' | 'kB'
  ours: number
  /** what it is compared with; null when there is nothing */
  limit: { name: string; value: number } | null
  /** ours to the limit: the median of the rounds, and the least and the most */
  ratio: { median: number; range: [least: number, most: number] } | null
  /** milliseconds of processors for one request or order, ours and the limit's; null where the system does not tell */
  cpu: number | null
  cpuLimit: number | null
  /** the machine's load average over a minute */
  load: number
}

/** The parts of a run. Each can be measured alone. */
export const parts = [
  'pages',
  'browser',
  'search',
  'thumbnails',
  'uploads',
  'start',
  'pipeline',
  'orders',
  'growth',
] as const
export type Part = (typeof parts)[number]

/** When and of which commit something was measured. */
export type Moment = { date: string; commit: string }

/** A result in a run. It has a moment of its own when the rest of the run is of another one. */
export type Line = Result & { part: Part; measured?: Moment }

export type Run = Moment & { cores: number; node: string; results: Line[] }

/** One round of one side. */
export type Taken = { value: number; cpu: number | null }

/** Says on the terminal how far the run is. */
export type Say = (line: string) => void

/** The rounds of each measurement, of which the median counts. */
export const rounds = 3

export const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** A number with two digits that count, or whole. */
export const short = (value: number): string => String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)))

export const loadNow = (): number => loadavg()[0] ?? 0

type Side<Name extends string> = { name: Name; take: () => Promise<Taken> }

/** Takes every side once in each round, in changing order, so that whatever else the machine does falls on all of them. */
export async function takeTurns<Name extends string>(
  sides: readonly Side<Name>[],
  say: (line: string) => void,
): Promise<Record<Name, Taken[]>> {
  const taken = Object.fromEntries(sides.map(({ name }) => [name, []])) as unknown as Record<Name, Taken[]>
  for (let round = 1; round <= rounds; round++) {
    for (const { name, take } of round % 2 === 1 ? sides : sides.toReversed()) {
      const one = await take()
      taken[name].push(one)
      say(`round ${round} of ${rounds}: ${name} ${short(one.value)}`)
    }
  }
  return taken
}

/** The result of two sides that took turns. */
export function compare(
  { name, unit, limit }: { name: string; unit: Result['unit']; limit: string },
  ours: readonly Taken[],
  theirs: readonly Taken[],
): Result {
  const ratios = ours.map(({ value }, round) => value / (theirs[round]?.value ?? Number.NaN))
  return {
    ...{ name, unit, ours: middle(ours.map(({ value }) => value)) },
    limit: { name: limit, value: middle(theirs.map(({ value }) => value)) },
    ratio: { median: middle(ratios), range: [Math.min(...ratios), Math.max(...ratios)] },
    ...{ cpu: middleCpu(ours), cpuLimit: middleCpu(theirs), load: loadNow() },
  }
}

function middleCpu(taken: readonly Taken[]): number | null {
  const known = taken.flatMap(({ cpu }) => (cpu === null ? [] : [cpu]))
  return known.length < taken.length ? null : middle(known)
}
