// `npm test`: the check, then the unit and conformance tests while a store is built, then the browser tests against it.
// It prints the time of each part and the slowest tests. The last line is the total.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { privateEnvironment } from '#local/settings.ts'
import { installTools, noticeOf } from '#local/tools.ts'

const project = join(import.meta.dirname, '..')
const reports = join(project, '.nightlight', 'reports')
const binaries = join(project, 'node_modules', '.bin')

type Totals = { passed: number; failed: number }

function run(program: string, parameters: string[], environment: Record<string, string> = {}): Promise<number> {
  const windows = process.platform === 'win32'
  const path = program === 'node' ? process.execPath : join(binaries, program)
  const child = spawn(windows ? `"${path}"` : path, parameters, {
    cwd: project,
    env: { ...process.env, ...privateEnvironment(), ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

type Timed = { name: string; seconds: number }
const parts: Timed[] = []

/** Measures a part. */
async function timed<Result>(name: string, part: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  try {
    return await part()
  } finally {
    parts.push({ name, seconds: (performance.now() - began) / 1000 })
  }
}

function readReport<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
}

/** One test for each part of the check: generated files, routes' types, style and borders, types. */
async function check(): Promise<Totals> {
  const parts = [
    ['node', ['scripts/generate.ts', '--check']],
    ['next', ['typegen']],
    ['biome', ['check', '.']],
    ['tsc', ['--noEmit']],
  ] as const
  const totals = { passed: 0, failed: 0 }
  for (const [program, parameters] of parts) {
    const code = await run(program, [...parameters])
    totals[code === 0 ? 'passed' : 'failed'] += 1
  }
  return totals
}

const unitReport = join(reports, 'unit.json')
const browserReport = join(reports, 'browser.json')

async function unitTests(): Promise<Totals> {
  const code = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`])
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(unitReport)
  return total(code, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0)
}

/** Builds, fills and starts the store for the browser tests, which stop it. Prints its output when it fails. */
async function startStore(): Promise<boolean> {
  const log = join(reports, 'store.log')
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, [join(project, 'e2e', 'start-store.ts')], {
    cwd: project,
    env: { ...process.env, ...privateEnvironment() },
    stdio: ['ignore', output, output],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) console.error(readFileSync(log, 'utf8'))
  return code === 0
}

async function browserTests(): Promise<Totals> {
  const code = await run('playwright', ['test'], { NIGHTLIGHT_REPORT: browserReport, NIGHTLIGHT_STORE: 'started' })
  const stats = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(browserReport)?.stats
  return total(code, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0))
}

/** A run that failed as a whole counts as a failure, even when no single test failed or ran. */
function total(code: number, passed: number, failed: number): Totals {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

type UnitReport = { testResults: { name: string; assertionResults: { title: string; duration?: number }[] }[] }
type Suite = {
  specs: { file: string; title: string; tests: { results: { duration: number }[] }[] }[]
  suites?: Suite[]
}

function unitTimes(): Timed[] {
  return (readReport<UnitReport>(unitReport)?.testResults ?? []).flatMap((file) =>
    file.assertionResults.map(({ title, duration = 0 }) => ({
      name: `${relative(project, file.name)}: ${title}`,
      seconds: duration / 1000,
    })),
  )
}

function browserTimes(suite: Suite): Timed[] {
  const own = suite.specs.map(({ file, title, tests }) => ({
    name: `e2e/${file}: ${title}`,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
  }))
  return [...own, ...(suite.suites ?? []).flatMap(browserTimes)]
}

function print(title: string, times: Timed[]): void {
  console.log(`\n${title}`)
  for (const { name, seconds } of times) console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`)
}

// Types of routes from an earlier build: the check reads them, and some of those routes may no longer exist.
rmSync(join(project, '.nightlight', 'test', 'next', 'types'), { recursive: true, force: true })
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
for (const name of installTools(['deno', 'supabase'])) console.log(`NOT RUN: ${noticeOf(name)}`)
const checked = await timed('check', check)
const [unit, started] = await Promise.all([
  timed('unit tests', unitTests),
  timed('store built and filled beside them', startStore),
])
const browser = started ? await timed('browser tests', browserTests) : { passed: 0, failed: 1 }
const tests = [...unitTimes(), ...(readReport<{ suites: Suite[] }>(browserReport)?.suites ?? []).flatMap(browserTimes)]
print('How long it took', parts)
print('The ten slowest tests', tests.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10))
const results = [checked, unit, browser]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
