// `npm run platforms` runs the conformance suite on every platform, measures bundles and cold starts, and writes the table in
// docs/platforms.md. `npm run platforms -- azure` runs one platform with the tests of its own folder, and writes nothing; `-- aws-lambda`
// runs all of AWS, and `-- planted [platform]` puts mistakes into the adapters. Each case is printed as it ends.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findTool, noticeOf, type Tool, tools, toolsFolder } from '#deploy/conformance/tools.ts'
import { listOldPrices } from '#lib/platform-prices.ts'
import { measureRuns } from '#scripts/measure-runs.ts'
import { runAws } from '#scripts/platform-aws.ts'
import { measureBundles, writeBundles } from '#scripts/platform-bundles.ts'
import { writeCosts } from '#scripts/platform-costs.ts'
import { runPlants } from '#scripts/platform-plants.ts'
import { platformRows } from '#scripts/platform-rows.ts'
import { type Counts, runCases } from '#scripts/platform-suite.ts'
import { replacePart } from '#scripts/write-docs.ts'

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
  const failed = [...counts.values()].reduce((sum, states) => sum + (states.failed ?? 0), 0)
  if (failed > 0) process.exitCode = 1
  return counts
}

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
process.stdout.write('\n| platform | passed | failed | left out |\n|---|---|---|---|\n')
for (const [name, { passed = 0, failed = 0, skipped = 0 }] of counts)
  process.stdout.write(`| ${name} | ${passed} | ${failed} | ${skipped} |\n`)
if (!only) {
  const lines = (file: string) => readFileSync(join(project, file), 'utf8').trim().split('\n').length
  const table = [
    '| platform | adapter | cases passed, failed, not there | queue | clock | uploads | given up |',
    '|---|---|---|---|---|---|---|',
    ...platformRows.map(({ name, adapter, queue, clock, uploads, lost }) => {
      const { passed = 0, failed = 0, skipped = 0 } = counts.get(name) ?? {}
      const cases = counts.has(name) ? `${passed}, ${failed}, ${skipped}` : 'the tests of the store'
      return `| ${name} | ${adapter ? `${lines(adapter)} lines` : 'none'} | ${cases} | ${queue} | ${clock} | ${uploads} | ${lost} |`
    }),
  ]
  const bundles = writeBundles(await measureBundles())
  const costs = writeCosts(await measureRuns(), Date.now())
  const file = join(project, 'docs', 'platforms.md')
  let text = readFileSync(file, 'utf8')
  for (const [part, rows] of Object.entries({ platforms: table.join('\n'), bundles, ...costs })) {
    text = replacePart(text, part, rows)
  }
  writeFileSync(file, text)
  for (const old of listOldPrices(Date.now())) console.warn(`This price is older than a year: ${old}`)
  process.stdout.write(`\n${table.join('\n')}\n`)
}
