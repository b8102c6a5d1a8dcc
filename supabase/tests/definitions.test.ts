import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRedefinitions, type SqlFile, splitStatements } from '#supabase/tests/definitions.ts'

const directory = join(import.meta.dirname, '..', 'migrations')
const migrations: SqlFile[] = readdirSync(directory)
  .sort()
  .map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }))

test('every object is defined once', () => {
  expect(migrations.flatMap(({ text }) => splitStatements(text)).length).toBeGreaterThan(400)
  expect(findRedefinitions(migrations)).toEqual([])
})

const body = `returns void language sql as $$ select 'a;b' $$`

test.each([
  ['a table', 'create table public.jobs (key text);', 'table public.jobs is already defined in'],
  ['a function', `create function private.add_job() ${body};`, 'function private.add_job is already defined in'],
  [
    'a function in capitals',
    `CREATE FUNCTION private.add_job() ${body};`,
    'function private.add_job is already defined in',
  ],
  [
    'a replaced function',
    `-- again\ncreate or replace function private.add_job() ${body};`,
    'replaces an earlier definition',
  ],
  ['a role', 'create role sweep nologin;', 'role sweep is already defined in'],
  ['an index', 'create unique index jobs_open on public.jobs (key);', 'index jobs_open is already defined in'],
  [
    'a policy',
    'create policy "staff read reports" on public.reports for all to anon using (true);',
    'policy "staff read reports" on public.reports is already defined in',
  ],
  [
    'a trigger',
    'create trigger orders_move after insert on public.orders execute function private.x();',
    'trigger orders_move on public.orders is already defined in',
  ],
  ['a sequence', 'create sequence public.order_numbers;', 'sequence public.order_numbers is already defined in'],
  ['a further column', 'alter table public.jobs add column note text;', 'changes the columns of a table'],
  ['a dropped function', 'drop function private.add_job;', 'drops an earlier definition'],
  ['a moved function', 'alter function private.add_job set schema public;', 'changes an earlier definition'],
  ['a hidden definition', 'do $$ begin create table x (); end $$;', 'hides what it defines from this check'],
])('%s in a later migration is found', (_, text, problem) => {
  const found = findRedefinitions([...migrations, { name: 'planted.sql', text }])
  expect(found).toEqual([expect.stringContaining(problem)])
  expect(found[0]).toMatch(/^planted\.sql: /)
})

test('a type that is defined twice is found, and text in comments and strings is not', () => {
  const text = `create type public.mood as enum ('a');
    -- create type public.mood as enum ('a');
    insert into x values ('; create type public.mood');`
  expect(findRedefinitions([{ name: 'one.sql', text }])).toEqual([])
  expect(findRedefinitions([{ name: 'one.sql', text: `${text}create type public.mood as enum ('b');` }])).toEqual([
    'one.sql: type public.mood is already defined in one.sql.',
  ])
})
