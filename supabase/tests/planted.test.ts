import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPostgres, startPostgres } from '#local/postgres.ts'
import { asOwner, prepareDatabase } from '#local/supabase/database.ts'
import { findTemplate } from '#local/supabase/test-template.ts'

const migrations = join(import.meta.dirname, '..', 'migrations')
const ground = '20261129000100_ground.sql'

let hosted: RunningPostgres
let directory = ''
let copy = ''

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-planted-'))
  hosted = await startPostgres({ directory, durable: false, template: await findTemplate() })
  copy = mkdtempSync(join(tmpdir(), 'nightlight-planted-migrations-'))
})
afterAll(async () => {
  await hosted.close()
  for (const path of [directory, copy]) rmSync(path, { recursive: true, force: true })
})

/** Copies the migrations and plants a fault in the first one. */
function plant(change: (text: string) => string): void {
  cpSync(migrations, copy, { recursive: true })
  writeFileSync(join(copy, ground), change(readFileSync(join(copy, ground), 'utf8')))
}

test.each([
  ['a table of storage changed', 'alter table storage.objects add column lamp text;'],
  ['a table of storage taken over', 'alter table storage.buckets owner to postgres;'],
  ['a table of auth changed', 'alter table auth.users add column lamp text;'],
  ['a table in a schema of another owner', 'create table auth.lamps (id int);'],
  ['a statement for the superuser', 'create role lamp superuser;'],
  ['an extension for the superuser', 'create extension file_fdw;'],
  ['a switch to a new role', 'create role lamp; set role lamp;'],
  ['rows of storage deleted', 'delete from storage.objects;'],
])('migrations with %s do not apply', async (_what, statement) => {
  plant((text) => `${text}\n${statement}\n`)
  await expect(prepareDatabase(hosted.url, copy)).rejects.toThrow(/_ground\.sql.*\(42501\)/)
})

test('migrations without pg_net apply, and uploads and changes send no webhooks', async () => {
  plant((text) => text.replace(/^create extension if not exists pg_net.*$/m, ''))
  await prepareDatabase(hosted.url, copy)
  const warnings: string[] = []
  const owner = postgres(asOwner(hosted.url), { max: 1, onnotice: ({ message }) => void warnings.push(message ?? '') })
  try {
    await configure(owner)
    await owner`insert into storage.objects (bucket_id, name) values ('originals', 'moth.jpg')`
    expect(warnings.join()).toContain('schema "net" does not exist')
    await owner`create extension if not exists pg_net with schema extensions`
    await owner`insert into storage.objects (bucket_id, name) values ('originals', 'ember.jpg')`
    const calls = await owner`select url from net.http_request_queue`
    expect(calls).toEqual([{ url: 'http://localhost:3000/api/storage-webhook' }])
  } finally {
    await owner.end()
  }
})

const configure = (sql: Sql) =>
  sql`select configure('{"site_url": "http://localhost:3000", "webhook_secret": "local-webhook-secret"}')`
