// Google's functions framework as Cloud Run functions start it: its own command, in the folder of a bundle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bundle } from '#deploy/bundle.ts'
import { freePort, type Server } from '#deploy/conformance/start-server.ts'
import { waitUntilListening } from '#local/wait.ts'

const project = join(import.meta.dirname, '..', '..', '..')
/** In the project, so that packages beside the bundle are found. */
const folder = join(project, '.nightlight', 'google-cloud', 'conformance')
const entry = `
import { createLocalJWKSet } from 'jose'
import { chosen } from '#deploy/conformance/chosen.ts'
import { createCloudFunction } from '#deploy/google-cloud/function.ts'
export const handler = createCloudFunction(chosen, {}, createLocalJWKSet(JSON.parse(process.env.PROBE_KEYS)))`

let bundled: Promise<unknown> | undefined

export async function startFramework(
  environment: Record<string, string>,
): Promise<Omit<Server, 'url'> & { url: string }> {
  bundled ??= bundle(entry, folder)
  await bundled
  const library = createRequire(import.meta.url).resolve('@google-cloud/functions-framework')
  const program = join(dirname(library), 'main.js')
  const port = await freePort()
  const child = spawn(process.execPath, [program, '--target=handler', `--source=${folder}`, `--port=${port}`], {
    // Beside the packages that a deployed bundle has of its own.
    cwd: project,
    env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text))
  const ended = once(child, 'exit').then(() => 1)
  await waitUntilListening(`http://127.0.0.1:${port}/nothing`, ended).catch((error: Error) => {
    throw new Error(`${error.message}\n${output}`)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    logs: () => output,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
