import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { listen } from '#local/listen.ts'

export type Server = { url: string; child: ChildProcess; logs: () => string; stop(): Promise<void> }

/**
 * Starts the probes in a process of their own, with exactly this environment, on a free port of this machine.
 * @param program that tells its parent the port; deploy/conformance/serve.ts unless told
 */
export async function startProbes(
  platform: string,
  environment: Record<string, string>,
  program = join(import.meta.dirname, 'serve.ts'),
): Promise<Server> {
  const { PATH = '' } = process.env
  const child = fork(program, [platform], {
    env: { NODE_ENV: 'production', PATH, ...environment, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${platform} ended with ${code}: ${output}`)
  })
  const [{ port }] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }]
  ended.catch(() => {})
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    logs: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** A port of this machine that was free. */
export async function freePort(): Promise<number> {
  const probe = await listen(() => new Response())
  await probe.close()
  return probe.port
}
