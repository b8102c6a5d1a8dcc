import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Child = { process: ChildProcess; ended: Promise<number>; stop(): Promise<void> }

// What a program starts in turn runs on this Node as well, not on the machine's.
const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
const leash = new URL('./leash.ts', import.meta.url).href

/**
 * Runs a Node program that ends when this process does, however this process ends: the channel between them closes,
 * and local/leash.ts in the child notices.
 * @param log a file that its output is added to; the terminal unless told
 */
export function runNode(parameters: string[], environment: Record<string, string>, log?: string): Child {
  const output = log ? openSync(log, 'a') : 'inherit'
  const child = spawn(process.execPath, ['--import', leash, ...parameters], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...environment, PATH: path, NIGHTLIGHT_LEASH: String(process.pid) },
    stdio: ['ignore', output, output, 'ipc'],
    // A group of its own: Ctrl-C reaches this process first, which then stops its children in order.
    detached: process.platform !== 'win32',
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
  ended.catch(() => {})
  return {
    process: child,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      child.kill('SIGTERM')
      await ended.finally(() => clearTimeout(late))
    },
  }
}
