import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, parts, type Result, type Run, short } from '#bench/result.ts'

export const project = join(import.meta.dirname, '..')
export const lastFile = join(project, 'bench', 'last.json')

/** Reads the committed run. */
export const readLast = (): Run => JSON.parse(readFileSync(lastFile, 'utf8'))

/** Less than this is noise, also when no round of one run was as good as any of the other. */
const least = 1.15

/** Milliseconds are better when there are fewer of them. */
const isCost = ({ unit }: Result) => unit === 'ms'

/**
 * Names what has become worse, and what has become better, since the last run: ratios whose rounds have nothing in common and differ by
 * more than 15 %.
 */
export function compareRuns(last: Run, run: Run): { worse: string[]; better: string[] } {
  const changes = { worse: [] as string[], better: [] as string[] }
  for (const now of run.results) {
    const before = last.results.find(({ name, limit }) => name === now.name && limit?.name === now.limit?.name)
    if (!now.ratio || !before?.ratio) continue
    const hasRisen = now.ratio.range[0] > before.ratio.range[1] && now.ratio.median > before.ratio.median * least
    const hasFallen = now.ratio.range[1] < before.ratio.range[0] && now.ratio.median < before.ratio.median / least
    if (!hasRisen && !hasFallen) continue
    const [from, to] = [short(before.ratio.median), short(now.ratio.median)]
    changes[hasRisen === isCost(now) ? 'worse' : 'better'].push(
      `${now.name}: ${from} -> ${to} of ${now.limit?.name} (load ${before.load.toFixed(1)} -> ${now.load.toFixed(1)})`,
    )
  }
  return changes
}

/**
 * The last run with some parts of a new one. Lines of the other parts keep the moment at which they were measured.
 * @throws Error when the other parts are of another machine or another Node
 */
export function mergeRuns(last: Run, run: Run, measured: readonly Part[]): Run {
  if (last.cores !== run.cores || last.node.split('.')[0] !== run.node.split('.')[0])
    throw new Error('The last run is of another machine or another Node: measure all parts.')
  const { date, commit } = last
  const kept = last.results
    .filter(({ part }) => !measured.includes(part))
    .map((line) => ({ ...line, measured: line.measured ?? { date, commit } }))
  const all = [...kept, ...run.results]
  return { ...run, results: parts.flatMap((part) => all.filter((line) => line.part === part)) }
}
