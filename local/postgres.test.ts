import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningPostgres, startPostgres } from '#local/postgres.ts'

let directory = ''
let running: RunningPostgres | undefined
let sql: Sql

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-postgres-'))
  await start()
  await sql`create table rows (id int primary key)`
})

beforeEach(() => sql`truncate rows`)

afterAll(async () => {
  await sql.end({ timeout: 1 })
  await running?.close()
  rmSync(directory, { recursive: true, force: true })
})

async function start(durable = false) {
  running = await startPostgres({ directory, durable })
  sql = postgres(running.url, { onnotice: () => {} })
}

const pidFile = () => join(directory, 'data', 'postmaster.pid')
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])

test('keeps its rows after a stop and a start on another port', async () => {
  await sql`insert into rows values (1)`
  await sql.end()
  const before = running?.port
  await running?.close()
  await start()
  expect(running?.port).not.toBe(before)
  expect(await sql`select id from rows`).toEqual([{ id: 1 }])
})

test('keeps every acknowledged row after kill -9 of the server', async () => {
  const acknowledged: number[] = []
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let id = writer; ; id += 8) {
      await sql`insert into rows values (${id})`
      acknowledged.push(id)
      if (acknowledged.length === 200) process.kill(serverPid(), 'SIGKILL')
    }
  })
  await Promise.allSettled(writers)
  expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  await start()
  const rows = await sql<{ id: number }[]>`select id from rows`
  const kept = new Set(rows.map(({ id }) => id))
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
})

/** Another program that starts the database and prints `ready`. */
async function startElsewhere() {
  const program = `import { startPostgres } from '#local/postgres.ts'
    await startPostgres({ directory: ${JSON.stringify(directory)} })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('stops the server that a killed program left running, and starts', async () => {
  await sql`insert into rows values (7)`
  await sql.end()
  await running?.close()
  const child = await startElsewhere()
  const left = serverPid()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(() => process.kill(left, 0)).not.toThrow()
  await start()
  expect(serverPid()).not.toBe(left)
  expect(await sql`select id from rows`).toEqual([{ id: 7 }])
})

test('does not stop the server of a running program', async () => {
  await sql.end()
  await running?.close()
  const child = await startElsewhere()
  try {
    await expect(startPostgres({ directory })).rejects.toThrow(`is in use by process ${child.pid}`)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
    await start()
  }
})

test('starts after a power cut when another program has the process id of the old server', async () => {
  await sql.end()
  const lines = readFileSync(pidFile(), 'utf8').split('\n')
  await running?.close()
  writeFileSync(pidFile(), [process.ppid, ...lines.slice(1)].join('\n'))
  await start()
  expect(await sql`select count(*)::int from rows`).toEqual([{ count: 0 }])
})

test('starts after a kill when another program has the process id of the old owner', async () => {
  await sql.end()
  await running?.close()
  const child = await startElsewhere()
  child.kill('SIGKILL')
  await once(child, 'exit')
  writeFileSync(join(directory, 'owner'), String(process.ppid))
  await start()
  expect(await sql`select count(*)::int from rows`).toEqual([{ count: 0 }])
})

test('a cluster of an older layout is refused with an instruction', async () => {
  const old = mkdtempSync(join(tmpdir(), 'nightlight-postgres-'))
  mkdirSync(join(old, 'data'))
  writeFileSync(join(old, 'data', 'PG_VERSION'), '17')
  await expect(startPostgres({ directory: old })).rejects.toThrow(/layout 1, needed 2.*npm start -- --fresh/)
  expect(existsSync(join(old, 'data', 'PG_VERSION'))).toBe(true)
  rmSync(old, { recursive: true })
})

test('text sorts and changes case as on hosted Supabase', async () => {
  const [row] = await sql`select lower('ÉBÈNE') as lower, initcap('élan') as title, 'ÉBÈNE' ilike 'ébène' as matches,
    (select array_agg(word order by word) from unnest(array['b', 'B', 'a', 'é', 'f', 'Z', 'e']) as word) as sorted`
  expect(row).toEqual({
    lower: 'ébène',
    title: 'Élan',
    matches: true,
    sorted: ['a', 'b', 'B', 'e', 'é', 'f', 'Z'],
  })
})

test('is Postgres 17, in UTF-8 and UTC, on the loopback address, with a password', async () => {
  await sql.end()
  await running?.close()
  await start(true)
  const [row] =
    await sql`select current_setting('server_version_num')::int / 10000 as major, current_setting('TimeZone') as zone,
    current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address, current_setting('fsync') as fsync`
  expect(row).toEqual({ major: 17, zone: 'UTC', encoding: 'UTF8', address: '127.0.0.1', fsync: 'on' })
  const stranger = postgres(running?.url.replace(':postgres@', ':wrong@') ?? '', { max: 1 })
  await expect(stranger`select 1`).rejects.toThrow('password authentication failed')
})
