// `npm run platforms` runs the conformance suite on every platform, measures bundles, cold starts and runs, and writes the tables of
// docs/platforms.md. `npm run platforms -- azure` runs one platform with the tests of its own folder, and writes nothing; `-- aws-lambda`
// runs all of AWS, and `-- planted [platform]` puts mistakes into the adapters. Each case is printed as it ends.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findTool, noticeOf, type Tool, tools, toolsFolder } from '#deploy/conformance/tools.ts'
import { registry } from '#functions/registry.gen.ts'
import { listOldPrices } from '#lib/platform-prices.ts'
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
const only = findPlatform(planted ? rest[0] : command)

/** Installs the emulators that are too heavy for `npm ci`. Without a registry, the tests that need one say so and leave it out. */
function installTools(): void {
  const missing = (Object.keys(tools) as Tool[]).filter((name) => findTool(name) === null)
  if (missing.length === 0) return
  mkdirSync(toolsFolder, { recursive: true })
  writeFileSync(join(toolsFolder, 'package.json'), '{ "private": true }\n')
  const packages = (Object.keys(tools) as Tool[]).map((name) => `${name}@${tools[name]}`)
  const options = ['install', ...packages, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  const { status } = spawnSync('npm', options, {
    cwd: toolsFolder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) for (const name of missing) process.stdout.write(`NOT RUN: ${noticeOf(name)}\n`)
}

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
installTools()
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
