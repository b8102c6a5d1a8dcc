import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { prepareDatabase } from '#local/supabase/database.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let directory = ''

beforeAll(async () => {
  database = await startTestDatabase(
    'alter default privileges in schema public grant all on tables to anon, authenticated; alter default privileges in schema public revoke all on tables from anon;',
  )
})
afterAll(() => database.close())
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-migrations-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const write = (name: string, sql: string) => writeFileSync(join(directory, name), sql)
const prepare = () => prepareDatabase(database.databaseUrl, directory)

test('applies each file once, in order, and remembers it where the Supabase CLI does', async () => {
  write('20260202000000_second.sql', 'insert into first values (1);')
  write(
    '20260201000000_first.sql',
    "create table first (id int); comment on table first is 'a;b'; create index on first (id);",
  )
  write('notes.md', 'not SQL')
  expect(await prepare()).toEqual(['20260201000000_first.sql', '20260202000000_second.sql'])
  expect(await prepare()).toEqual([])
  const rows =
    await database.sql`select version, name from supabase_migrations.schema_migrations where version > '20260102' order by 1`
  expect(rows).toEqual([
    { version: '20260201000000', name: 'first' },
    { version: '20260202000000', name: 'second' },
  ])
})

test('a failing file changes nothing, and its name, line and error are told', async () => {
  write('20260301000000_good.sql', 'create table good (id int);')
  write('20260302000000_bad.sql', 'create table half (id int);\n\nselect nothing from good;\n')
  write('20260303000000_after.sql', 'create table after (id int);')
  await expect(prepare()).rejects.toThrow(/20260302000000_bad\.sql:3: column "nothing" does not exist \(42703\)/)
  const [row] =
    await database.sql`select to_regclass('good') is not null as good, to_regclass('half') as half, to_regclass('after') as after`
  expect(row).toEqual({ good: true, half: null, after: null })
  write('20260302000000_bad.sql', 'create table half (id int);')
  expect(await prepare()).toEqual(['20260302000000_bad.sql', '20260303000000_after.sql'])
})

test('what a migration revoked stays revoked at the next start', async () => {
  await prepare()
  write('20260401000000_secret.sql', 'create table secret (id int);')
  await prepare()
  const [row] = await database.sql`select has_table_privilege('anon', 'secret', 'select') as anon,
    has_table_privilege('authenticated', 'secret', 'select') as authenticated`
  expect(row).toEqual({ anon: false, authenticated: true })
})
