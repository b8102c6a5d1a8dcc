// `npm run platforms` runs the conformance suite on every platform, measures bundles, cold starts and runs, and writes the tables of
// docs/platforms.md. `npm run platforms -- azure` runs one platform with the tests of its own folder, and writes nothing; `-- aws-lambda`
// runs all of AWS, `-- planted [platform]` puts mistakes into the adapters, and `-- tools` only installs the programs of vendors that
// are too heavy for `npm ci`. Each case is printed as it ends.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { registry } from '#functions/registry.gen.ts'
import { listOldPrices } from '#lib/platform-prices.ts'
import { installTools, noticeOf, type Tool, tools } from '#local/tools.ts'
import { measureRuns } from '#scripts/measure-runs.ts'
import { runAws } from '#scripts/platform-aws.ts'
import { measureBundles } from '#scripts/platform-bundles.ts'
import { measuredFile, readMeasured, writePlatformDocs } from '#scripts/platform-docs.ts'
import { runPlants } from '#scripts/platform-plants.ts'
import { platformRows } from '#scripts/platform-rows.ts'
import { type Counts, runCases } from '#scripts/platform-suite.ts'

const project = join(import.meta.dirname, '..')
const [command, ...rest] = process.argv.slice(2)
const planted = command === 'planted'
const only = command === 'tools' ? undefined : findPlatform(planted ? rest[0] : command)

/** The platform that the command names, in any case and with hyphens; undefined for all. @throws Error naming those there are */
function findPlatform(given: string | undefined) {
  if (!given) return undefined
  const fold = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const found = platformRows.find(({ name, adapter }) => adapter && fold(name).startsWith(fold(given)))
  if (found) return found
  const names = platformRows.flatMap(({ name, adapter }) => (adapter ? [name] : []))
  throw new Error(`There is no platform "${given}". They are: ${names.join(', ')}.`)
}

/** Runs the suite on all platforms, or on one with the tests in its own folder. */
async function runSuite(): Promise<Counts> {
  const counts = await runCases(project, ['deploy/conformance'], only && new RegExp(`^${only.name}( without| |$)`))
  if (only?.adapter) {
    const own = await runCases(project, [dirname(only.adapter)])
    for (const [name, states] of own) counts.set(name, states)
  }
  const failed = [...counts.values()].reduce((sum, states) => sum + states.failed, 0)
  if (failed > 0) process.exitCode = 1
  return counts
}

/** More digits would only say that no two runs are alike. */
const roundLong = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)

if (command === 'aws-lambda') {
  await runAws()
  process.exit()
}
if (planted) {
  await runPlants(only?.name)
  process.exit()
}
for (const name of installTools(Object.keys(tools) as Tool[])) process.stdout.write(`NOT RUN: ${noticeOf(name)}\n`)
if (command === 'tools') process.exit()
const counts = await runSuite()
process.stdout.write('\n| platform | passed | failed | left out | ran here in |\n|---|---|---|---|---|\n')
for (const [name, { passed, failed, skipped, ranIn }] of counts)
  process.stdout.write(`| ${name} | ${passed} | ${failed} | ${skipped} | ${ranIn?.vendor.join(', ') ?? ''} |\n`)
if (!only) {
  const [bundles, runs] = [await measureBundles(), await measureRuns()]
  const measured = { day: new Date().toISOString().slice(0, 10), suite: Object.fromEntries(counts), bundles, runs }
  writeFileSync(join(project, measuredFile), `${JSON.stringify(measured, roundLong, 2)}\n`)
  const file = join(project, 'docs', 'platforms.md')
  writeFileSync(file, writePlatformDocs(project, readFileSync(file, 'utf8'), readMeasured(project), registry))
  for (const old of listOldPrices(Date.now())) console.warn(`This price is older than a year: ${old}`)
}
