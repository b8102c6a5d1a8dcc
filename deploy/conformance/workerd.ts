// Functions in workerd, the runtime of Cloudflare's Workers (https://github.com/cloudflare/workerd): one bundle, whose environment is
// an argument.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { findTool } from '#local/tools.ts'

const project = join(import.meta.dirname, '..', '..')

/** A worker that serves each function at `/api/<name>`. @param names of functions, with the names that their files export */
const entryOf = (names: Readonly<Record<string, string>>) => `
import { needs } from '#deploy/needs.gen.ts'
import { serve } from '#functions/runtime/serve.ts'
import { parseEnv } from '#lib/env.ts'
${Object.entries(names)
  .map(([name, exported]) => `import { ${exported} } from '#functions/${name}.ts'`)
  .join('\n')}
const definitions = [${Object.values(names).join(', ')}]
export default {
  async fetch(request, given) {
    const name = new URL(request.url).pathname.split('/')[2]
    const definition = definitions.find((one) => one.name === name)
    if (!definition) return new Response(null, { status: 404 })
    const env = () => parseEnv(given, needs[name].variables, [name.replaceAll('-', '_')])
    return serve(definition, { env })(request)
  },
}`

const configOf = (environment: Record<string, string>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "functions", worker = .functions),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "functions")],
);
const functions :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  bindings = [${Object.entries(environment)
    .map(([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`)
    .join(', ')}],
  compatibilityDate = "2026-09-01",
  globalOutbound = "internet",
);`

/** @throws Error with workerd's output when the bundle does not run */
export async function startWorkerd(names: Readonly<Record<string, string>>, environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'nightlight-workerd-'))
  await build({
    stdin: { contents: entryOf(names), resolveDir: project, loader: 'ts' },
    outfile: join(folder, 'worker.js'),
    absWorkingDir: project,
    ...{ bundle: true, minify: true, format: 'esm', platform: 'browser', logLevel: 'silent' },
    conditions: ['workerd', 'worker', 'browser'],
    // Those that Workers have.
    external: ['node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  writeFileSync(join(folder, 'config.capnp'), configOf(environment))
  const { default: program } = createRequire(import.meta.url)(findTool('workerd') ?? '') as { default: string }
  const child = spawn(program, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text))
  const ended = once(child, 'exit')
  const told = once(child.stdio[3] as NodeJS.ReadableStream, 'data') as Promise<[Buffer]>
  const first = await Promise.race([told, ended.then(() => null)])
  if (!first) throw new Error(`workerd ended:\n${output}`)
  const { port } = JSON.parse(String(first[0])) as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    logs: () => output,
    async stop() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
