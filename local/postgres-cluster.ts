import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export const password = 'postgres'

/** The superuser of a hosted project. Migrations run as `postgres`, which is no superuser: see local/supabase/ownership.sql. */
export const superuser = 'supabase_admin'

/**
 * The version of the clusters that this program makes, kept in a file in the cluster. Raise it when older clusters cannot be used.
 * 2: owned by `supabase_admin`, sorted and folded by ICU.
 */
const layout = '2'
const layoutFile = 'nightlight-layout'

/** Postgres refuses to run as root. This is the user id of `nobody`, which needs no entry in /etc/passwd. */
const unprivileged = { uid: 65534, gid: 65534 }
const asRoot = process.getuid?.() === 0

/** A directory that only Postgres' programs may use. */
export function ownDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (asRoot) chownSync(directory, unprivileged.uid, unprivileged.gid)
}

/** Makes a cluster. It is made in another folder and then moved, so that a kill leaves no half-made cluster. */
export async function createCluster(initdb: string, directory: string, durable: boolean): Promise<void> {
  const unfinished = join(directory, 'data.new')
  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, password)
  const parameters = [
    ...['-D', unfinished, '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
    ...[`--username=${superuser}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...(durable ? [] : ['--no-sync']),
  ]
  const failures: unknown[] = []
  for (const characterType of characterTypes) {
    rmSync(unfinished, { recursive: true, force: true })
    const failure = await run(initdb, [...parameters, `--lc-ctype=${characterType}`], directory).then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null) break
    failures.push(failure)
  }
  if (failures.length === characterTypes.length) throw new AggregateError(failures, `initdb failed in ${directory}.`)
  rmSync(passwordFile)
  writeFileSync(join(unfinished, layoutFile), layout)
  renameSync(unfinished, join(directory, 'data'))
}

/** Copies the files of a stopped cluster; the file system shares the blocks if it can. */
export function copyCluster(template: string, directory: string): void {
  const unfinished = join(directory, 'data.new')
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(join(template, 'data'), unfinished, { recursive: true, mode: constants.COPYFILE_FICLONE })
  // Postgres requires this mode, and a copied directory gets the default one.
  chmodSync(unfinished, 0o700)
  if (asRoot) {
    const files = readdirSync(unfinished, { recursive: true, encoding: 'utf8' })
    for (const file of ['.', ...files]) chownSync(join(unfinished, file), unprivileged.uid, unprivileged.gid)
  }
  renameSync(unfinished, join(directory, 'data'))
}

/**
 * ICU sorts text and changes its case, as on hosted Supabase. Trigrams use the system's locale to recognise letters, and systems
 * name their UTF-8 locales differently. With `C`, the last choice, trigrams skip letters outside ASCII.
 */
const characterTypes = ['en_US.UTF-8', 'C.UTF-8', 'C']

/** @throws Error when another version of this program made the cluster and this one cannot use it */
export function checkLayout(data: string): void {
  const file = join(data, layoutFile)
  const found = existsSync(file) ? readFileSync(file, 'utf8') : '1'
  if (found === layout) return
  throw new Error(
    `The database in ${data} was made by another version of this program (layout ${found}, needed ${layout}) and cannot be used. ` +
      'Start once with --fresh, which deletes all local data: npm start -- --fresh',
  )
}

/** Runs a program of Postgres. Its output is discarded, because a server that inherits our pipes would keep them open. */
export function run(program: string, parameters: string[], directory: string): Promise<void> {
  const identity = asRoot ? unprivileged : {}
  const environment = { ...process.env, LC_ALL: 'C', LANG: 'C' }
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...identity, cwd: directory, env: environment, stdio: 'ignore' })
    child.once('error', (error) => {
      const hint = asRoot ? ` (as uid ${unprivileged.uid}, since Postgres refuses root: can it read this path?)` : ''
      reject(new Error(`Cannot run ${program}${hint}`, { cause: error }))
    })
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with code ${code}`))))
  })
}
