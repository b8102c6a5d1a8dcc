import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { rolesThatCall } from '#supabase/tests/rights/expected.ts'
import functionRows from '#supabase/tests/rights/functions.json' with { type: 'json' }
import { functionRoles, roles, tableRights } from '#supabase/tests/rights.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  // Runs a statement as a role and rolls it back. Returns 'ok' when it succeeds, otherwise the error of Postgres.
  await sql.unsafe(`
    create schema tests;
    create function tests.attempt(role text, statement text) returns text language plpgsql as $$
    begin
      execute format('set local role %I', role);
      execute statement;
      raise exception 'undo' using errcode = 'UNDO1';
    exception
      when sqlstate 'UNDO1' then return 'ok';
      when others then return sqlstate || ' ' || sqlerrm;
    end $$`)
})
afterAll(() => database.close())

type Try = { role: string; statement: string }

async function attempt(tries: Try[]): Promise<string[]> {
  const rows = await sql<{ answer: string }[]>`
    select tests.attempt(role, statement) as answer
    from rows from (jsonb_to_recordset(${sql.json(tries)}) as (role text, statement text)) with ordinality as t (role, statement, place)
    order by place`
  return rows.map((row) => row.answer)
}

/** Returns the keys of the statements that a role may run. Fails on any error other than a refusal: the test's SQL is wrong then. */
async function allowed(role: string, statements: Record<string, string>): Promise<string[]> {
  const answers = await attempt(Object.values(statements).map((statement) => ({ role, statement })))
  return Object.entries(statements).flatMap(([key, statement], index) => {
    const answer = answers[index] ?? ''
    if (answer === 'ok') return [key]
    expect(answer, `${role}: ${statement}`).toMatch(/^42501 permission denied for (table|schema)/)
    return []
  })
}

type Column = { table: string; column: string; generated: boolean }

/** Statements that need the right to a column and change no row. */
const tryColumn = {
  select: ({ table, column }: Column) => `select ${column} from public.${table} where false`,
  insert: ({ table, column }: Column) =>
    `insert into public.${table} (${column}) overriding system value select (null::public.${table}).${column} where false`,
  update: ({ table, column }: Column) => `update public.${table} set ${column} = default where false`,
}

async function rightsOf(role: string, columns: Column[]): Promise<string[]> {
  const verbs: string[] = []
  for (const [verb, build] of Object.entries(tryColumn)) {
    const tried = columns.filter(({ generated }) => verb === 'select' || !generated)
    const names = await allowed(role, Object.fromEntries(tried.map((column) => [column.column, build(column)])))
    if (names.length === tried.length) verbs.push(verb)
    else if (names.length > 0) verbs.push(`${verb}(${names.join(',')})`)
  }
  const table = columns[0]?.table
  return [...verbs, ...(await allowed(role, { delete: `delete from public.${table} where false` }))]
}

const listColumns = () => sql<Column[]>`
  select c.relname as table, a.attname as column, a.attgenerated <> '' as generated
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`

test('every role has exactly the listed rights to every table and column', async () => {
  const columns = await listColumns()
  const found: Record<string, Record<string, string[]>> = {}
  for (const table of new Set(columns.map((column) => column.table))) {
    const own = columns.filter((column) => column.table === table)
    const rights = await Promise.all(roles.map(async (role) => [role, await rightsOf(role, own)] as const))
    found[table] = Object.fromEntries(rights.filter(([, verbs]) => verbs.length > 0))
  }
  expect(found).toEqual(tableRights)
})

test('exactly the listed roles may call each function', async () => {
  const functions = await sql<{ name: string; call: string }[]>`
    select p.proname as name, format('select public.%I(%s)', p.proname,
      (select string_agg('null::' || format_type(t.type, null), ', ' order by t.place)
        from unnest(p.proargtypes::oid[]) with ordinality as t (type, place))) as call
    from pg_proc p where p.pronamespace = 'public'::regnamespace`
  const found: Record<string, string[]> = {}
  for (const { name, call } of functions) {
    const answers = await attempt(roles.map((role) => ({ role, statement: call })))
    found[name] = roles.filter(
      (_, index) => !answers[index]?.startsWith(`42501 permission denied for function ${name}`),
    )
  }
  const expected = Object.keys(functionRows).map((name) => [
    name,
    roles.filter((role) => role === 'service_role' || rolesThatCall(name).has(role)),
  ])
  expect(found).toEqual(Object.fromEntries(expected))
  expect(functions.length).toBe(Object.keys(found).length)
})

test('a token can name exactly these roles, and no role can become another', async () => {
  const rows =
    await sql`select pg_get_userbyid(roleid) as role from pg_auth_members where member = 'authenticator'::regrole`
  expect(new Set(rows.map((row) => row.role))).toEqual(new Set(roles))
  const powers = await sql`select rolname from pg_roles where rolname = any (${functionRoles})
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin or rolreplication)`
  expect(powers).toHaveLength(0)
  const memberships =
    await sql`select pg_get_userbyid(roleid) as role from pg_auth_members where member::regrole::text = any (${functionRoles})`
  expect(new Set(memberships.map((row) => row.role))).toEqual(new Set(['function_runner']))
})

test('no role can use the private schema or create objects', async () => {
  const callers = roles.filter((role) => role !== 'service_role')
  const statements = {
    secret: `select private.get_setting('webhook_secret')`,
    settings: 'select from private.settings',
    table: 'create table public.mine (id int)',
    sequence: `select nextval('public.order_numbers')`,
    users: 'select from auth.users',
    truncate: 'truncate public.payments',
  }
  for (const role of callers) {
    const answers = await attempt(Object.values(statements).map((statement) => ({ role, statement })))
    expect(
      answers.filter((answer) => !answer.startsWith('42501')),
      role,
    ).toEqual([])
  }
})

test('every table has row level security, forced also on its owner', async () => {
  const rows = await sql`select relname from pg_class
    where relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`
  expect(rows.map((row) => row.relname)).toEqual([])
})

test('no function trusts a search_path or is open to everybody', async () => {
  const rows = await sql`select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and (not coalesce(p.proconfig, '{}') @> array['search_path=""']
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`
  expect(rows.map((row) => row.name)).toEqual([])
})

test('there are no views, which would read with the rights of their owner', async () => {
  const rows =
    await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`
  expect(rows).toHaveLength(0)
})
