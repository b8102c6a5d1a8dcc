import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { findProcess, parentOf } from '#bench/processor.ts'
import { storeRuns } from '#local/one-store.ts'

/** The store of this folder, which runs. */
export type Store = {
  url: string
  sql: Sql
  /** the process that serves pages; none where there is no /proc */
  server: number[]
  /** all processes: pages, services, database */
  all: number[]
}

/** @throws Error when no store runs, with the command that starts one */
export async function openStore(): Promise<Store> {
  const directory = join(import.meta.dirname, '..', '.nightlight')
  if (!storeRuns(directory)) throw new Error('No store runs here. Start one in another terminal: npm start')
  const urls: { pid: number; store: string; database: string } = JSON.parse(
    readFileSync(join(directory, 'urls.json'), 'utf8'),
  )
  const sql = postgres(urls.database, { max: 1, onnotice: () => {} })
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const server = findProcess('--port', new URL(urls.store).port)
  const database = parentOf(backend?.pid ?? 0)
  return {
    ...{ url: urls.store, sql },
    server: server === null ? [] : [server],
    all: database === null ? [] : [urls.pid, database],
  }
}
