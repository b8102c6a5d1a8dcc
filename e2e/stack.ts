import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Where the store under test and its services answer, and the process that runs them. */
export type Urls = { pid: number; store: string; mailbox: string; queue: string; payments: string; database: string }

const project = join(import.meta.dirname, '..')
const data = '.nightlight/test'
const file = join(project, data, 'urls.json')

/** The addresses of the store under test. */
export function readUrls(): Urls {
  return JSON.parse(readFileSync(file, 'utf8')) as Urls
}

/** Builds and starts the store with `npm start`'s own program, on ports and data of its own, and waits until it can sell. */
export async function startStore(options: { fresh?: boolean } = {}): Promise<Urls> {
  rmSync(file, { force: true })
  const parameters = ['local/main.ts', 'start', '--data', data, ...(options.fresh ? ['--fresh'] : [])]
  const child = spawn(process.execPath, parameters, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] })
  const deadline = Date.now() + 5 * 60_000
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The store did not start (code ${child.exitCode}).`)
    if (Date.now() > deadline) throw new Error('The store did not start within five minutes.')
    await pause(200)
  }
  child.unref()
  return readUrls()
}

/** Ends the store: as Ctrl-C does, or at once (`SIGKILL`). Waits until its process is gone. */
export async function stopStore(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
  const { pid } = readUrls()
  process.kill(pid, signal)
  for (const deadline = Date.now() + 30_000; isAlive(pid); await pause(100)) {
    if (Date.now() > deadline) throw new Error('The store did not stop within 30 seconds.')
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch {
    return false
  }
}

/** A killed child of this process stays in the table until it is waited for. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z ')
}
