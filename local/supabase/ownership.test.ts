import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#local/supabase/database.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
let owner: Sql
beforeAll(async () => {
  database = await startTestDatabase("insert into storage.buckets (id, name) values ('photographs', 'photographs')")
  owner = postgres(asOwner(database.databaseUrl), { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await owner.end()
  await database.close()
})

class Undo extends Error {}

/** Runs a statement as the role that applies migrations, and undoes it. @returns 'ok' or what Postgres says */
async function attempt(statement: string): Promise<string> {
  try {
    await owner.begin(async (transaction) => {
      await transaction.unsafe(statement).simple()
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return 'ok'
    const { code, message } = error as { code: string; message: string }
    return `${code} ${message}`
  }
  throw new Error('unreachable')
}

test.each([
  ['a column in storage', 'alter table storage.objects add column mine text'],
  ['an index in storage', 'create index on storage.objects (owner)'],
  ['a table in storage', 'create table storage.mine (id int)'],
  ['a column in auth', 'alter table auth.users add column nickname text'],
  ['a function in auth', "create function auth.mine() returns text language sql as 'select 1::text'"],
  ['another owner', 'alter table storage.objects owner to postgres'],
  ['an end to row level security', 'alter table storage.objects disable row level security'],
  ['a trigger of the service switched off', 'alter table storage.objects disable trigger protect_objects_delete'],
  ['a table of the service dropped', 'drop table auth.audit_log_entries'],
  ['a delete in storage', 'delete from storage.objects'],
  ['a bucket deleted', "delete from storage.buckets where id = 'photographs'"],
  ['a superuser', 'create role mighty superuser'],
  ['a file of the server', "select pg_read_file('postgresql.conf')"],
  ['a program of the server', "copy (select 1) to program 'true'"],
  [
    'an event trigger',
    'create function public.t() returns event_trigger language plpgsql as $$ begin end $$; create event trigger t on ddl_command_end execute function public.t()',
  ],
  ['a language that is not trusted', 'create extension plpython3u'],
  ['an extension that is not trusted', 'create extension file_fdw'],
  ['becoming a role that it made', 'create role another; set role another'],
  ['becoming a service', 'set role supabase_storage_admin'],
])('postgres is refused %s', async (_what, statement) => {
  expect(await attempt(statement)).toMatch(/^42501 /)
})

test.each([
  ['a policy in storage', 'create policy p on storage.objects for select using (true)'],
  [
    'a trigger in storage',
    'create function public.t() returns trigger language plpgsql as $$ begin return null; end $$; create trigger t after insert on storage.objects execute function public.t()',
  ],
  [
    'a trigger in auth',
    'create function public.t() returns trigger language plpgsql as $$ begin return null; end $$; create trigger t after insert on auth.users execute function public.t()',
  ],
  ['a bucket', "insert into storage.buckets (id, name) values ('b', 'b')"],
  [
    'rights in storage for a role of its own',
    'create role another; grant usage on schema storage to another; grant select on storage.objects to another',
  ],
  ['a reference to a user', 'create table public.t (id uuid references auth.users (id))'],
  ['a trusted extension', 'create extension citext with schema extensions'],
  [
    'a role for the API with a time limit',
    "create role another; grant another to authenticator; alter role another set statement_timeout = '50s'",
  ],
])('postgres may make %s', async (_what, statement) => {
  expect(await attempt(statement)).toBe('ok')
})

test('what postgres makes in public is closed to the API until it is granted', async () => {
  await owner`create table mine (id int)`
  const refused = await database.signIn('authenticated').from('mine').select()
  expect([refused.status, refused.error?.code]).toEqual([403, '42501'])
  expect((await database.signIn('service_role').from('mine').select()).error?.code).toBe('42501')
  await owner`grant select on mine to authenticated`
  expect((await database.signIn('authenticated').from('mine').select()).data).toEqual([])
})
