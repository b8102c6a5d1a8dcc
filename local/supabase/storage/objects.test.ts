import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openStorageFiles, type StorageFiles } from '#local/supabase/storage/files.ts'
import { putObject, removeObjects, superuser } from '#local/supabase/storage/objects.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let directory = ''
let files: StorageFiles

beforeAll(async () => {
  database = await startTestDatabase(
    "insert into storage.buckets (id, name, public) values ('photographs', 'photographs', true);",
  )
})
afterAll(() => database.close())
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-storage-'))
  files = openStorageFiles(directory)
})
afterEach(() => rmSync(directory, { recursive: true }))

const place = { bucket: 'photographs', name: 'moth.png' }
const content = { bytes: Buffer.from('pixels'), type: 'image/png', cacheControl: 'max-age=60', userMetadata: null }
const anon = { role: 'anon', claims: {} }
const onDisk = () =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
const rows = () => database.sql<{ version: string }[]>`select version from storage.objects`

test('the content is on the disk before anybody sees the row', async () => {
  const seen: number[] = []
  const watched = {
    ...files,
    write: async (version: string, bytes: Uint8Array) => {
      seen.push((await rows()).length)
      await files.write(version, bytes)
      seen.push((await rows()).length)
    },
  }
  await putObject(database.sql, watched, { caller: superuser, place, content, upsert: false })
  expect(seen).toEqual([0, 0])
  expect([(await rows()).length, onDisk()]).toEqual([1, 1])
  await removeObjects(database.sql, files, superuser, { bucket: place.bucket, names: [place.name] })
  expect([(await rows()).length, onDisk()]).toEqual([0, 0])
})

test('a disk that is full leaves no row', async () => {
  const full = { ...files, write: () => Promise.reject(new Error('ENOSPC')) }
  await expect(putObject(database.sql, full, { caller: superuser, place, content, upsert: true })).rejects.toThrow(
    'ENOSPC',
  )
  expect(await rows()).toHaveLength(0)
})

test('a refusal leaves no file', async () => {
  await expect(putObject(database.sql, files, { caller: anon, place, content, upsert: false })).rejects.toThrow(
    'row-level security',
  )
  expect(onDisk()).toBe(0)
})

test('a new version takes the place of the old', async () => {
  for (const _ of [1, 2, 3]) await putObject(database.sql, files, { caller: superuser, place, content, upsert: true })
  expect([(await rows()).length, onDisk()]).toEqual([1, 1])
})

test('a start sweeps away what a kill left behind, and nothing else', async () => {
  await putObject(database.sql, files, { caller: superuser, place, content, upsert: true })
  await files.write('0198c0de-0000-4000-8000-000000000001', Buffer.from('left behind'))
  expect(onDisk()).toBe(2)
  const wanted = new Set((await rows()).map(({ version }) => version))
  await files.sweep(wanted)
  expect(onDisk()).toBe(1)
  expect(await files.open([...wanted][0] ?? '').then((file) => file?.readFile('utf8'))).toBe('pixels')
})
