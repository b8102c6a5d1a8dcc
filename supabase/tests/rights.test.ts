import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { functionRights, functionRoles, roles, tableRights } from '#supabase/tests/rights.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await startTestDatabase()
  sql = database.sql
  // Tries statements as a role, and undoes each: 'ok' when the role may, else what Postgres says.
  await sql.unsafe(`create function pg_temp.nothing() returns void language sql as ''`)
  await sql.unsafe(`
    create schema tests;
    create function tests.attempt(role text, statement text) returns text language plpgsql as $$
    begin
      execute format('set local role %I', role);
      begin
        execute statement;
        raise exception 'undo' using errcode = 'UNDO1';
      exception
        when sqlstate 'UNDO1' then reset role; return 'ok';
        when others then reset role; return sqlstate || ' ' || sqlerrm;
      end;
    end $$`)
})
afterAll(() => database.close())

type Column = { table: string; column: string }
const denied = (answer: string, thing: string) => answer.startsWith(`42501 permission denied for ${thing}`)

/** Statements that need the right and touch no row. */
const statements = {
  select: ({ table, column }: Column) => `select ${column} from public.${table} where false`,
  insert: ({ table, column }: Column) => `insert into public.${table} (${column}) select x.${column} from (select (null::public.${table}).${column} where false) x`,
  update: ({ table, column }: Column) => `update public.${table} set ${column} = default where false`,
}

async function attempt(tries: { role: string; statement: string }[]): Promise<string[]> {
  const rows = await sql<{ answer: string }[]>`
    select tests.attempt(t.role, t.statement) as answer
    from jsonb_to_recordset(${sql.json(tries)}) with ordinality as t (role text, statement text, place bigint) order by place`
  return rows.map((row) => row.answer)
}
