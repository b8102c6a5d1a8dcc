import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Child = { process: ChildProcess; ended: Promise<number>; stop(): Promise<void> }

// Programs that a child starts must run on this Node too, not on the machine's.
const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
const endWithParent = new URL('./end-with-parent.ts', import.meta.url).href

/** Milliseconds in which a child must have ended after SIGTERM. */
const patience = 3000

/**
 * Runs a Node program that ends when this process ends, even by kill -9: the IPC channel closes, and
 * local/end-with-parent.ts in the child notices it.
 * @param log a file to append the output to; without it, the terminal gets the output
 */
export function runNode(parameters: string[], environment: Record<string, string>, log?: string): Child {
  const output = log ? openSync(log, 'a') : 'inherit'
  const child = spawn(process.execPath, ['--import', endWithParent, ...parameters], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...environment, PATH: path, NIGHTLIGHT_PARENT: String(process.pid) },
    stdio: ['ignore', output, output, 'ipc'],
    // In its own process group, so that Ctrl-C reaches only this process, which stops its children in order.
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
      const late = setTimeout(() => child.kill('SIGKILL'), patience)
      child.kill('SIGTERM')
      await ended.finally(() => clearTimeout(late))
    },
  }
}
