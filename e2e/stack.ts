import { type StdioOptions, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#e2e/model.ts'

/** The addresses of the store under test and its services, its process, and its log file. */
export type Urls = {
  pid: number
  store: string
  mailbox: string
  queue: string
  payments: string
  database: string
  log: string
}

const project = join(import.meta.dirname, '..')
const data = '.nightlight/test'
const file = join(project, data, 'urls.json')
/** The store's environment has a language model at this port, where mostly nothing listens. */
const modelFile = join(project, '.nightlight', 'test-model-port')

/** The port of the language model of the store under test. */
export function readModelPort(): number {
  return Number(readFileSync(modelFile, 'utf8'))
}

/** The addresses of the store under test. */
export function readUrls(): Urls {
  return JSON.parse(readFileSync(file, 'utf8')) as Urls
}

export type ServerAction = { id: string; page: string }

/** The server actions in the build of the store under test, as `file name`, each with a page that has it. */
export function readActions(): Map<string, ServerAction> {
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> }
  const manifest = join(project, data, 'next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(manifest, 'utf8')) as { node: Record<string, Entry> }
  const own = Object.entries(node).filter(([, { exportedName }]) => !exportedName.startsWith('$$'))
  return new Map(
    own.map(([id, { filename, exportedName, workers }]) => {
      const page = Object.keys(workers)[0]?.replace(/^app|\/\([^/]+\)|\/page$/g, '') || '/'
      return [`${filename} ${exportedName}`, { id, page }]
    }),
  )
}

/** Builds and starts the store with the program of `npm start`, on separate ports and data, and waits until it can sell. */
export async function startStore(options: { fresh?: boolean } = {}): Promise<Urls> {
  if (options.fresh && isRunning()) await stopStore()
  rmSync(file, { force: true })
  const parameters = ['local/main.ts', 'start', '--no-past', '--data', data, ...(options.fresh ? ['--fresh'] : [])]
  if (options.fresh) {
    mkdirSync(dirname(modelFile), { recursive: true })
    writeFileSync(modelFile, String(await freePort()))
  }
  const model = { CHAT_BASE_URL: `http://127.0.0.1:${readModelPort()}`, CHAT_MODEL: 'test' }
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit']
  const child = spawn(process.execPath, parameters, { cwd: project, stdio, env: { ...process.env, ...model } })
  const deadline = Date.now() + 10 * 60_000
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The store did not start (code ${child.exitCode}).`)
    if (Date.now() > deadline) throw new Error('The store did not start within ten minutes.')
    await pause(200)
  }
  child.unref()
  return readUrls()
}

/** True when the store of an earlier run still runs. */
export function isRunning(): boolean {
  return existsSync(file) && isAlive(readUrls().pid)
}

/** Stops the store as Ctrl-C does, and waits for the end of its process. */
export async function stopStore(): Promise<void> {
  const { pid } = readUrls()
  process.kill(pid, 'SIGINT')
  await untilGone([pid])
}

/** Kills the store as a power cut does: every process at once, also the database. */
export async function killStore(): Promise<void> {
  const { pid } = readUrls()
  const all = [pid, postmasterOf(), ...childrenOf(pid)]
  for (const one of all) kill(one)
  await untilGone(all)
}

/** Kills the store's decoders of photographs, and gives their number. */
export function killDecoders(): number {
  const decoders = childrenOf(readUrls().pid)
    .flatMap(childrenOf)
    .filter((pid) => readProcess(pid, 'cmdline').includes('decoder-child.ts'))
  return decoders.filter(kill).length
}

/** The database, which is no child of the store. */
export function postmasterOf(): number {
  return Number(readFileSync(join(project, data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
}

/** True when the process was still alive. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

async function untilGone(pids: number[]): Promise<void> {
  for (const deadline = Date.now() + 30_000; pids.some(isAlive); await pause(50)) {
    if (Date.now() > deadline) throw new Error('The store did not stop within 30 seconds.')
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A killed child stays in the process table until this process waits for it.
    return statOf(pid)?.state !== 'Z'
  } catch {
    return false
  }
}

/** The children of a process, on systems with /proc. On others the children notice the end of their parent. */
function childrenOf(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((candidate) => statOf(candidate)?.parent === pid)
}

/** The children of a process, their children, and so on. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])
}

/** State and parent of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: number): { state: string; parent: number } | null {
  const stat = readProcess(pid, 'stat')
  if (stat === '') return null
  const [state = '', parent] = stat.split(') ').at(-1)?.split(' ') ?? []
  return { state, parent: Number(parent) }
}

/** A file of a process in /proc; empty when the process has just ended. */
function readProcess(pid: number, what: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}
