import { reachGoals } from '#bench/goals.ts'
import { type Line, type Run, short } from '#bench/result.ts'
import { replacePart } from '#scripts/write-docs.ts'

/** docs/speed.md with the tables of a run. */
export function writeSpeedDocs(document: string, run: Run): string {
  const goals = table(
    ['goal', 'asked', 'measured, the worst', 'why it is missed'],
    reachGoals(run).map(({ goal, asked, measured, why }) => [goal, asked, measured, why]),
  )
  const others = run.results.some(({ measured }) => measured) ? ', where a line names no other run' : ''
  const about = `Measured on ${run.date} at ${run.commit}${others}, on ${run.cores} cores with Node ${run.node}.`
  return replacePart(replacePart(document, 'goals', goals), 'measured', `${about}\n\n${writeResults(run.results)}`)
}

/** All results as a table of Markdown. Lines of another run name it. */
export function writeResults(results: readonly Line[]): string {
  const isMixed = results.some(({ measured }) => measured)
  return table(
    ['what', 'store', 'beside', 'ratio (least–most)', 'CPU ms', 'CPU ms, beside', 'load', ...(isMixed ? ['run'] : [])],
    results.map(({ name, unit, ours, limit, ratio, cpu, cpuLimit, load, measured }) => [
      ...[name, `${short(ours)} ${unit}`, limit ? `${limit.name}: ${short(limit.value)}` : ''],
      ratio ? `${short(ratio.median)} (${ratio.range.map(short).join('–')})` : '',
      ...[cpu === null ? '' : short(cpu), cpuLimit === null ? '' : short(cpuLimit), load.toFixed(1)],
      ...(isMixed ? [measured ? `${measured.date}, ${measured.commit}` : ''] : []),
    ]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
