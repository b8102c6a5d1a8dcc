import type { Sql } from 'postgres'

export type Column = { table: string; column: string; generated: boolean }
export type Argument = { name: string; type: string; optional: boolean }

export type Catalogue = Awaited<ReturnType<typeof readCatalogue>>

/** The subjects of the matrix: what the migrations have made. */
export async function readCatalogue(sql: Sql) {
  const columns = await sql<(Column & { schema: string; type: string })[]>`
    select n.nspname as schema, c.relname as table, a.attname as column, a.attgenerated <> '' as generated,
      format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
    order by n.nspname desc, c.relname, a.attnum`
  const functions = await sql<{ name: string; writes: boolean; args: Argument[] }[]>`
    select p.proname as name, p.provolatile = 'v' as writes, coalesce((
      select jsonb_agg(jsonb_build_object('name', p.proargnames[i], 'type', format_type(p.proargtypes[i - 1], null),
        'optional', i > p.pronargs - p.pronargdefaults) order by i) from generate_series(1, p.pronargs) i), '[]') as args
    from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname`
  const buckets = await sql<{ id: string }[]>`select id from storage.buckets order by id`
  const holding = columns.filter(({ type }) => /text|json|uuid|char|inet|cidr|bytea|xml/.test(type))
  return {
    columns: columns.filter(({ schema }) => schema === 'public'),
    functions,
    /** The columns that could hold a person or a key, as `table.column`: each needs a class. */
    holding: holding.map(({ table, column }) => `${table}.${column}`),
    tables: [...new Set(columns.filter(({ schema }) => schema === 'public').map(({ table }) => table))],
    buckets: buckets.map(({ id }) => id),
  }
}

/** What stands for a row that nobody has reviewed yet. `npm run generate` writes it, and the test refuses it. */
export const unreviewed = 'unreviewed'

/** Adds subjects that are new, and drops those that are gone. */
export function fillRows<Row>(rows: Record<string, Row>, subjects: readonly string[]): Record<string, Row | string> {
  return Object.fromEntries(subjects.map((subject) => [subject, rows[subject] ?? unreviewed]))
}
