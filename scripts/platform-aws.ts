// `npm run platforms -- aws-lambda`: everything of AWS that runs on one machine, with a line of a table for each part as it ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apartFromPages } from '#deploy/apart.ts'
import { createFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { hasMoto } from '#deploy/aws-lambda/stand-in/moto.ts'
import { packageFunction } from '#deploy/aws-lambda/stand-in/packages.ts'
import { plants } from '#deploy/aws-lambda/stand-in/plants.ts'
import { prefix } from '#deploy/generated.ts'
import { registry } from '#functions/registry.gen.ts'
import { limitsOf } from '#functions/runtime/define.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

const project = join(import.meta.dirname, '..')
const { AWS_LAMBDA_RIC: ric = join(project, 'node_modules', 'aws-lambda-ric') } = process.env

type Counts = { passed: number; failed: string[]; skipped: number }
type Report = { testResults: { message: string; assertionResults: { fullName: string; status: string }[] }[] }

const print = (cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

/** Runs test files, without their output. Cases that the filter leaves out are not counted. */
async function runTests(files: string[], filter: string, environment: Record<string, string> = {}): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-aws-'))
  const report = join(folder, 'report.json')
  const parameters = ['run', ...files, ...(filter ? ['-t', filter] : []), '--reporter=json', `--outputFile=${report}`]
  const vitest = join(project, 'node_modules', '.bin', 'vitest')
  const env = { ...process.env, ...environment }
  await once(spawn(vitest, parameters, { cwd: project, env, stdio: 'ignore' }), 'exit')
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  rmSync(folder, { recursive: true })
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults)
  const count = (...states: string[]) => cases.filter(({ status }) => states.includes(status)).length
  const failed = cases.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  // A file that fails before its cases has a message of its own.
  const broken = testResults.flatMap(({ message }) => message || [])
  return { passed: count('passed'), failed: [...failed, ...broken], skipped: filter ? 0 : count('skipped', 'pending') }
}

/** Prints the counts of a part, which fails when a case failed. */
function tell(part: string, { passed, failed, skipped }: Counts, note = ''): void {
  print([part, passed, failed.length, skipped, [note, ...failed].filter(Boolean).join('; ')])
  if (failed.length > 0 || passed === 0) process.exitCode = 1
}

/** Runs all of it. */
export async function runAws(): Promise<void> {
  print(['part', 'passed', 'failed', 'skipped', 'note'])
  print(['---', '---', '---', '---', '---'])
  const suite = ['deploy/conformance']
  tell('the suite, in the stand-in for the runtime', await runTests(suite, 'AWS Lambda', { AWS_LAMBDA_RIC: '' }))
  if (existsSync(join(ric, 'rapid-client.node')))
    tell(
      'the suite, in Amazon’s own client of the runtime',
      await runTests(suite, 'AWS Lambda', { AWS_LAMBDA_RIC: ric }),
    )
  else print(['the suite, in Amazon’s own client of the runtime', 0, 0, 'all', 'aws-lambda-ric is not installed'])
  const note = hasMoto ? '' : 'moto_server is not installed'
  tell('runtime, SQS, schedules, parameters, infrastructure', await runTests(['deploy/aws-lambda'], ''), note)
  for (const name of Object.keys(plants)) {
    const { failed } = await runTests(['deploy/conformance/conformance.test.ts'], 'AWS Lambda', { PLANT: name })
    print([`planted: ${name}`, '', failed.length, '', failed.length > 0 ? 'seen' : 'NOT SEEN'])
    if (failed.length === 0) process.exitCode = 1
  }
  await measureColdStarts()
}

/** The least of three cold starts of each function in the stand-in: a new process, until its handler is loaded. */
async function measureColdStarts(): Promise<void> {
  process.stdout.write('\n')
  print(['function', 'cold start, ms', 'Node alone, ms'])
  print(['---', '---', '---'])
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-cold-'))
  const least = { node: Number.POSITIVE_INFINITY }
  for (const definition of apartFromPages(registry)) {
    const { name } = definition
    const code = await packageFunction(name, join(folder, name))
    const settings = {
      name: `${prefix}-${name}`,
      folder: code,
      environment: testEnvironment({}),
      ...limitsOf(definition),
    }
    const starts: number[] = []
    for (let round = 0; round < 3; round++) {
      const lambda = createFunction(settings)
      await lambda.invoke({ Records: [] })
      starts.push(...lambda.coldStarts())
      await lambda.stop()
      const began = performance.now()
      await once(spawn(process.execPath, ['-e', '']), 'exit')
      least.node = Math.min(least.node, performance.now() - began)
    }
    print([`\`${name}\``, Math.round(Math.min(...starts)), Math.round(least.node)])
  }
  rmSync(folder, { recursive: true, force: true })
}
