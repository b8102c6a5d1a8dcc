// Measures the packages of functions: their sizes, and how long each takes until it can work.
import { execFile, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { writeAppEntry } from '#deploy/azure-functions/entry.ts'
import { bundle } from '#deploy/bundle.ts'
import { packImage } from '#deploy/container/context.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { readDefinitions } from '#scripts/definitions.ts'

const project = join(import.meta.dirname, '..')

/** Milliseconds of the processor, which other programs on the machine make longer only a little. */
const usage = 'process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000'

/** The processor's time in which Node loads a bundle, and that of the whole process. Packages beside it are the project's. */
async function loadBundle(folder: string): Promise<{ load: number; whole: number }> {
  const file = JSON.stringify(join(folder, 'index.mjs'))
  const code = `${core}\nconst before = ${usage}; await import(${file}); const whole = ${usage}
    process.stdout.write(JSON.stringify({ load: whole - before, whole }))`
  const env = { ...process.env, ...testEnvironment({}) }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    cwd: project,
    env,
  })
  return JSON.parse(stdout) as { load: number; whole: number }
}

/** The processor's time until a container of one function takes calls. @param image its files */
async function startContainer(name: string, image: string): Promise<number> {
  const env = { ...testEnvironment({}), NODE_ENV: 'production', PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1' }
  const tell = `import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(1, String(${usage})))`
  const child = fork(join(image, 'deploy', 'host.js'), [name], {
    ...{ env, cwd: project, execArgv: ['--import', `data:text/javascript,${encodeURIComponent(tell)}`] },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  } as ForkOptions)
  let told = ''
  child.stdout?.on('data', (text: Buffer) => (told += text))
  await once(child, 'message')
  const gone = once(child, 'close')
  child.kill('SIGTERM')
  await gone
  return Number(told)
}

/** The least of seven measurements of each, in turn. */
async function leastOf(measures: readonly (() => Promise<number>)[]): Promise<number[]> {
  const least = measures.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < 7; round++) {
    for (const [index, measure] of measures.entries()) least[index] = Math.min(least[index] ?? 0, await measure())
  }
  return least
}

/** What a function's packages weigh and take, against the bare handler that Vercel runs. */
export type MeasuredBundle = {
  name: string
  kilobytes: { lambda: number; azure: number; container: number }
  ratio: { lambda: number; azure: number; container: number }
  /** milliseconds of the processor */
  bare: number
}

/** Azure's host gives this module to its worker; the time of the host itself is not ours. */
const core = `import Module from 'node:module'; const load = Module._load
Module._load = (name, ...rest) => name === '@azure/functions-core' ? { setProgrammingModel() {}, registerFunction() {}, log() {} } : load(name, ...rest)`

/** Each function as a bundle for Lambda and for Azure beside the bare handler that Vercel runs, in turn, and in a container. */
export async function measureBundles(): Promise<MeasuredBundle[]> {
  const rows: MeasuredBundle[] = []
  const image = join(project, '.nightlight', 'platforms', 'container')
  rmSync(image, { recursive: true, force: true })
  const programs = await packImage(image)
  const toKilobytes = ({ bytes }: { bytes: number }) => Math.round(bytes / 1000)
  for (const { definition, export: exported } of await readDefinitions(join(project, 'functions'))) {
    if (definition.refreshes) continue
    const { name } = definition
    const source = `import { ${exported} } from '#functions/${name}.ts'\n`
    const handler = `${source}import { serve } from '#functions/runtime/serve.ts'\nexport const POST = serve(${exported})`
    const folder = (kind: string) => join(project, '.nightlight', 'platforms', kind, name)
    await bundle(handler, folder('bare'))
    const lambda = await bundle(writeFunctionEntry(name), folder('lambda'))
    const azure = await bundle(writeAppEntry(name), folder('azure'))
    const load = async (kind: string) => (await loadBundle(folder(kind))).load
    const [bare = 0, onLambda = 0, onAzure = 0, whole = 0, started = 0] = await leastOf([
      ...['bare', 'lambda', 'azure'].map((kind) => () => load(kind)),
      async () => (await loadBundle(folder('bare'))).whole,
      () => startContainer(name, image),
    ])
    const container = started / whole
    const ratio = { lambda: onLambda / bare, azure: onAzure / bare, container }
    const kilobytes = {
      lambda: toKilobytes(lambda),
      azure: toKilobytes(azure),
      container: toKilobytes(programs.startOf('deploy/host.ts', `functions/${name}.ts`)),
    }
    process.stdout.write(`${name.padEnd(20)} ${JSON.stringify({ kilobytes, ratio, bare })}\n`)
    rows.push({ name, kilobytes, ratio, bare })
  }
  return rows
}
