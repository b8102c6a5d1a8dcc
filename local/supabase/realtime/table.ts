import type { Sql } from 'postgres'
import { type Condition, checkKeyword, conditionSql, quoteName } from '#local/supabase/realtime/filter.ts'
import type { Values } from '#local/supabase/realtime/pgoutput.ts'

export type Column = {
  name: string
  /** as `pg_type` names it, which is what clients are told */
  type: string
  /** as SQL */
  cast: string
  isKey: boolean
  /** whether the role may select it */
  isReadable: boolean
}
export type Table = { sql: string; hasPolicies: boolean; columns: Column[] }

/** A table as a role sees it; undefined when there is none. */
export async function describeTable(sql: Sql, schema: string, name: string, role: string): Promise<Table | undefined> {
  const table = `${quoteName(schema)}.${quoteName(name)}`
  const rows = await sql<(Column & { hasPolicies: boolean })[]>`
    select attname as name, typname as type, format_type(atttypid, null) as cast, relrowsecurity as "hasPolicies",
      coalesce(attnum = any (indkey), false) as "isKey", has_column_privilege(${role}, c.oid, attnum, 'select') as "isReadable"
    from pg_class c
    join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
    join pg_type t on t.oid = atttypid
    left join pg_index on indrelid = c.oid and indisprimary
    where c.oid = to_regclass(${table}) order by attnum`
  return rows[0] ? { sql: table, hasPolicies: rows[0].hasPolicies, columns: [...rows] } : undefined
}

/** A row as JSON text, for `jsonb_populate_record` to read: text as Postgres printed it, and JSON as it is. */
export function rowText(values: Values, { columns }: Table): string {
  const types = new Map(columns.map(({ name, type }) => [name, type]))
  const fields = [...values].map(([name, value]) => {
    const isJson = value !== null && /^jsonb?$/.test(types.get(name) ?? '')
    return `${JSON.stringify(name)}:${isJson ? value : JSON.stringify(value)}`
  })
  return `{${fields.join(',')}}`
}

const record = (table: Table, parameter: number) =>
  `jsonb_populate_record(null::${table.sql}, ($${parameter}::text)::jsonb) r`

/** The values of a row, as REST would give them. */
export async function readRow(sql: Sql, table: Table, values: Values): Promise<Record<string, unknown>> {
  if (values.size === 0) return {}
  const [row] = await sql.unsafe(`select to_jsonb(r) as values from ${record(table, 1)}`, [rowText(values, table)])
  return Object.fromEntries(Object.entries(row?.values ?? {}).filter(([name]) => values.has(name)))
}

/** Whether a row meets all conditions. One on a column that the row does not have is not met. */
export async function meets(
  sql: Sql,
  table: Table,
  values: Values,
  conditions: readonly Condition[],
): Promise<boolean> {
  if (conditions.length === 0) return true
  if (conditions.some(({ column }) => !values.has(column))) return false
  const [row] = await sql.unsafe(conditionsSql(table, conditions), [
    rowText(values, table),
    ...conditions.map(({ value }) => value),
  ])
  return row?.met === true
}

/** What is wrong with conditions on a table, in the words of the hosted service. Postgres tries them on an empty row. */
export async function findConditionProblem(
  sql: Sql,
  table: Table,
  conditions: readonly Condition[],
): Promise<string | undefined> {
  for (const condition of conditions) {
    const column = table.columns.find(({ name, isReadable }) => isReadable && name === condition.column)
    if (!column) return `invalid column for filter ${condition.column}`
    const problem = checkKeyword(condition, column.cast)
    if (problem) return problem
    const failure = await sql.unsafe(conditionsSql(table, [condition]), ['{}', condition.value]).then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (failure) return failure
  }
  return undefined
}

function conditionsSql(table: Table, conditions: readonly Condition[]): string {
  const casts = new Map(table.columns.map(({ name, cast }) => [name, cast]))
  const all = conditions.map((condition, index) =>
    conditionSql(condition, casts.get(condition.column) ?? 'text', index + 2),
  )
  return `select ${all.map((said) => `(${said})`).join(' and ')} as met from ${record(table, 1)}`
}

/** SQL that tells whether the caller sees the row of these key columns. */
export function visibleSql(table: Table): string {
  const keys = table.columns.filter(({ isKey }) => isKey).map(({ name }) => quoteName(name))
  const same = keys.map((key) => `t.${key} = r.${key}`).join(' and ')
  return `select exists (select from ${table.sql} t, ${record(table, 1)} where ${same}) as visible`
}
