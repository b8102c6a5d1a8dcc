// The tables of docs/platforms.md. `npm run platforms` measures, and writes docs/platforms.gen.json; `npm run generate` makes the tables
// from that file and from the code, so that `npm run check` fails when one of them is stale.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apartFromPages } from '#deploy/apart.ts'
import type { RanIn } from '#deploy/conformance/platform.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import type { MeasuredShop } from '#scripts/measure-runs.ts'
import type { MeasuredBundle } from '#scripts/platform-bundles.ts'
import { writeCosts } from '#scripts/platform-costs.ts'
import { platformRows } from '#scripts/platform-rows.ts'
import { replacePart } from '#scripts/write-docs.ts'

/** The cases of one platform in the suite, by how they ended, and what they ran in. */
export type MeasuredSuite = { passed: number; failed: number; skipped: number; ranIn?: RanIn }

/** What one whole run of `npm run platforms` measured. */
type MeasuredPlatforms = {
  /** the day of that run */
  day: string
  suite: Record<string, MeasuredSuite>
  bundles: readonly MeasuredBundle[]
  runs: MeasuredShop
}

export const measuredFile = 'docs/platforms.gen.json'

/** What the last whole run measured. */
export const readMeasured = (project: string): MeasuredPlatforms =>
  JSON.parse(readFileSync(join(project, measuredFile), 'utf8')) as MeasuredPlatforms

const unmeasured = 'not measured'

/** The names of the functions that a run of `npm run platforms` has not measured. */
export function listUnmeasured({ bundles, runs }: MeasuredPlatforms, definitions: readonly FunctionDefinition[]) {
  const ran = new Set(Object.values(runs).flatMap((kind) => kind.map(({ run }) => run.name)))
  const known = new Set(bundles.flatMap(({ name }) => (ran.has(name) ? name : [])))
  return apartFromPages(definitions).flatMap(({ name }) => (known.has(name) ? [] : name))
}

function writePlatforms(project: string, suite: MeasuredPlatforms['suite']): string {
  const lines = (file: string) => readFileSync(join(project, file), 'utf8').trim().split('\n').length
  const rows = platformRows.map(({ name, adapter, queue, clock, uploads, lost }) => {
    const { passed, failed, skipped, ranIn } = suite[name] ?? {}
    const cases = passed === undefined ? 'not run' : `${passed}, ${failed}, ${skipped}`
    const software = ranIn ? ranIn.vendor.join(', ') : 'not run'
    const standIns = ranIn?.standIns.join(', ') || '–'
    const size = adapter ? `${lines(adapter)} lines` : 'none'
    return `| ${[name, size, cases, software, standIns, queue, clock, uploads, lost].join(' | ')} |`
  })
  const head = ['platform', 'adapter', 'cases passed, failed, not there', 'ran here in', 'stand-ins']
  const all = [...head, 'queue', 'clock', 'uploads', 'given up']
  return [`| ${all.join(' | ')} |`, `|${all.map(() => '---').join('|')}|`, ...rows].join('\n')
}

function writeBundles(measured: readonly MeasuredBundle[], names: readonly string[]): string {
  const slowest = Math.max(...measured.map(({ bare }) => bare))
  const rows = names.map((name) => {
    const found = measured.find((one) => one.name === name)
    if (!found) return `| \`${name}\` | ${unmeasured} | | | |`
    const { kilobytes, ratio, bare } = found
    const cells = [
      Math.round((bare / slowest) * 100),
      `${kilobytes.lambda} kB, x ${ratio.lambda.toFixed(2)}`,
      `${kilobytes.azure} kB, x ${ratio.azure.toFixed(2)}`,
      `${kilobytes.container} kB, x ${ratio.container.toFixed(2)}`,
    ]
    return `| \`${name}\` | ${cells.join(' | ')} |`
  })
  const head = '| function | cold start, the slowest = 100 | Lambda | Azure | container |'
  return [head, '|---|---|---|---|---|', ...rows].join('\n')
}

/** The document with its tables. A function that nobody has measured has a row that says so. */
export function writePlatformDocs(
  project: string,
  document: string,
  { day, suite, bundles, runs }: MeasuredPlatforms,
  definitions: readonly FunctionDefinition[],
): string {
  const names = apartFromPages(definitions).map(({ name }) => name)
  const parts = {
    platforms: writePlatforms(project, suite),
    bundles: writeBundles(bundles, names),
    ...writeCosts(runs, Date.parse(day), definitions),
  }
  return Object.entries(parts).reduce((text, [part, rows]) => replacePart(text, part, rows), document)
}
