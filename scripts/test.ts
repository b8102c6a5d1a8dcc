// `npm test`: the check, the unit and conformance tests, then the browser tests against a store built for them.
// The last line is the total.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { privateEnvironment } from '#local/settings.ts'

const project = join(import.meta.dirname, '..')
const reports = join(project, '.nightlight', 'reports')
const binaries = join(project, 'node_modules', '.bin')

type Totals = { passed: number; failed: number }

function run(program: string, parameters: string[], environment: Record<string, string> = {}): Promise<number> {
  const windows = process.platform === 'win32'
  const child = spawn(windows ? `"${join(binaries, program)}"` : join(binaries, program), parameters, {
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

function readReport<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
}

/** One test for each part of the check: routes' types, style and borders, types. */
async function check(): Promise<Totals> {
  const parts = [
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

async function unitTests(): Promise<Totals> {
  const file = join(reports, 'unit.json')
  const code = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(file)
  return total(code, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0)
}

async function browserTests(): Promise<Totals> {
  const file = join(reports, 'browser.json')
  const code = await run('playwright', ['test'], { NIGHTLIGHT_REPORT: file })
  const stats = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(file)?.stats
  return total(code, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0))
}

/** A run that failed as a whole counts as a failure even when no single test did, or none ran. */
function total(code: number, passed: number, failed: number): Totals {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const results = [await check(), await unitTests(), await browserTests()]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
