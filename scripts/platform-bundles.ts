// Measures the packages of functions: their sizes, and how long each takes until it can work.
import { execFile, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeFunctionEntry } from '#deploy/aws-lambda/entry.ts'
import { writeAppEntry } from '#deploy/azure-functions/entry.ts'
import { bundle } from '#deploy/bundle.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { readDefinitions } from '#scripts/definitions.ts'

const project = join(import.meta.dirname, '..')

/**
 * Milliseconds until Node has loaded each bundle: the least of seven times, in turn. Packages beside it are the project's.
 * @param whole also Node's own start and end
 */
async function coldStarts(folders: readonly string[], whole = false): Promise<number[]> {
  const least = folders.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < 7; round++) {
    for (const [index, folder] of folders.entries()) {
      const file = JSON.stringify(join(folder, 'index.mjs'))
      const code = `${core}\nconst t = performance.now(); await import(${file}); process.stdout.write(String(performance.now() - t))`
      const begun = performance.now()
      const parameters = ['--input-type=module', '-e', code]
      const env = { ...process.env, ...testEnvironment({}) }
      const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: project, env })
      least[index] = Math.min(least[index] ?? 0, whole ? performance.now() - begun : Number(stdout))
    }
  }
  return least
}

/** Milliseconds until a container of one function takes calls: the least of three starts. */
async function untilListening(name: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const begun = performance.now()
    const env = { ...testEnvironment({}), NODE_ENV: 'production', PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1' }
    const child = fork(join(project, 'deploy', 'host.ts'), [name], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    } as ForkOptions)
    await once(child, 'message')
    least = Math.min(least, performance.now() - begun)
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return least
}

/** What a function's packages weigh and take, against the bare handler that Vercel runs. */
export type MeasuredBundle = {
  name: string
  kilobytes: { lambda: number; azure: number }
  ratio: { lambda: number; azure: number; container: number }
  bare: number
}

/** Azure's host gives this module to its worker; the time of the host itself is not ours. */
const core = `import Module from 'node:module'; const load = Module._load
Module._load = (name, ...rest) => name === '@azure/functions-core' ? { setProgrammingModel() {}, registerFunction() {}, log() {} } : load(name, ...rest)`

/** Each function as a bundle for Lambda and for Azure beside the bare handler that Vercel runs, in turn, and in a container. */
export async function measureBundles(): Promise<MeasuredBundle[]> {
  const rows: MeasuredBundle[] = []
  for (const { definition, export: exported } of await readDefinitions(join(project, 'functions'))) {
    if (definition.refreshes) continue
    const { name } = definition
    const load = `import { ${exported} } from '#functions/${name}.ts'\n`
    const handler = `${load}import { serve } from '#functions/runtime/serve.ts'\nexport const POST = serve(${exported})`
    const folder = (kind: string) => join(project, '.nightlight', 'platforms', kind, name)
    await bundle(handler, folder('bare'))
    const lambda = await bundle(writeFunctionEntry(name), folder('lambda'))
    const azure = await bundle(writeAppEntry(name), folder('azure'))
    const [bare = 0, onLambda = 0, onAzure = 0] = await coldStarts([folder('bare'), folder('lambda'), folder('azure')])
    const [started = 0] = await coldStarts([folder('bare')], true)
    const container = (await untilListening(name)) / started
    const ratio = { lambda: onLambda / bare, azure: onAzure / bare, container }
    const kilobytes = { lambda: Math.round(lambda.bytes / 1000), azure: Math.round(azure.bytes / 1000) }
    process.stdout.write(`${name.padEnd(20)} ${JSON.stringify({ kilobytes, ratio, bare })}\n`)
    rows.push({ name, kilobytes, ratio, bare })
  }
  return rows
}

/** The table of docs/platforms.md. */
export function writeBundles(measured: readonly MeasuredBundle[]): string {
  const slowest = Math.max(...measured.map(({ bare }) => bare))
  const rows = measured.map(({ name, kilobytes, bare, ratio }) => {
    const share = Math.round((bare / slowest) * 100)
    const lambda = `${kilobytes.lambda} kB, x ${ratio.lambda.toFixed(2)}`
    const azure = `${kilobytes.azure} kB, x ${ratio.azure.toFixed(2)}`
    return `| \`${name}\` | ${share} | ${lambda} | ${azure} | x ${ratio.container.toFixed(2)} |`
  })
  const head = '| function | cold start, the slowest = 100 | Lambda | Azure | container |'
  return [head, '|---|---|---|---|---|', ...rows].join('\n')
}
