import type { Sql } from 'postgres'
import * as z from 'zod'
import type { Caller } from '#local/supabase/gateway.ts'
import { type Condition, FilterProblem, parseFilter } from '#local/supabase/realtime/filter.ts'
import { describeTable, findConditionProblem } from '#local/supabase/realtime/table.ts'

/** One `on('postgres_changes', …)` of a client, with the tables that it means. */
export type Binding = {
  id: number
  event: string
  /** `schema.table` */
  tables: ReadonlySet<string>
  conditions: readonly Condition[]
  select: readonly string[] | null
}

/** Why a subscription cannot be, in the words of the hosted service. */
export class SubscriptionProblem extends Error {}

const askedSchema = z.object({
  event: z.unknown().optional(),
  schema: z.string().optional(),
  table: z.string().optional(),
  filter: z.string().nullish(),
  select: z.unknown().optional(),
})
type Asked = { event: string; schema: string; table: string; conditions: Condition[]; select: string[] | null }

/** The publication that says which tables clients may watch: https://supabase.com/docs/guides/realtime/postgres-changes */
export const changesPublication = 'supabase_realtime'

/**
 * Checks what a client asks of `postgres_changes`.
 * @throws SubscriptionProblem when no published table is meant, or a filter is wrong
 */
export async function openBinding(sql: Sql, params: unknown, id: number, { role }: Caller): Promise<Binding> {
  const asked = readAsked(params)
  const { event, schema, table, conditions, select } = asked
  const said = `[event: ${event}, schema: ${schema}, table: ${table}, filters: ${JSON.stringify(conditions)}, select: ${JSON.stringify(select)}]`
  const tables = await sql<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_publication_tables
    where pubname = ${changesPublication} and ${schema} in (schemaname::text, '*') and ${table} in (tablename::text, '*')`
  if (tables.length === 0)
    throw new SubscriptionProblem(
      `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: ${said}`,
    )
  for (const found of tables) {
    const problem = await findProblem(sql, role, found, asked)
    if (problem)
      throw new SubscriptionProblem(
        `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: ${said}. Exception: ${problem}`,
      )
  }
  return { id, event, tables: new Set(tables.map(({ schema, name }) => `${schema}.${name}`)), conditions, select }
}

async function findProblem(
  sql: Sql,
  role: string,
  { schema, name }: { schema: string; name: string },
  { conditions, select }: Asked,
): Promise<string | undefined> {
  const table = await describeTable(sql, schema, name, role)
  if (!table) return `relation "${schema}.${name}" does not exist`
  const readable = table.columns.filter(({ isReadable }) => isReadable).map((column) => column.name)
  const strange = select?.find((column) => !readable.includes(column))
  if (strange !== undefined) return `invalid column for select ${strange}`
  return findConditionProblem(sql, table, conditions)
}

function readAsked(params: unknown): Asked {
  const { success, data } = askedSchema.safeParse(params)
  if (!success || (data.schema === undefined && data.table === undefined))
    throw new SubscriptionProblem(
      `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${JSON.stringify(params)}`,
    )
  const { schema = 'public', table = '*', filter } = data
  const event = /^(insert|update|delete)$/i.test(String(data.event)) ? String(data.event).toUpperCase() : '*'
  return {
    event,
    schema,
    table,
    conditions: readConditions(filter ?? ''),
    select: readSelect(data.select, schema, table),
  }
}

function readConditions(filter: string): Condition[] {
  try {
    return parseFilter(filter)
  } catch (error) {
    if (error instanceof FilterProblem)
      throw new SubscriptionProblem(`Error parsing \`filter\` params: ${error.message}`)
    throw error
  }
}

function readSelect(select: unknown, schema: string, table: string): string[] | null {
  if (typeof select === 'string')
    throw new SubscriptionProblem(
      'Error parsing `select` params: expected a list of column name strings, e.g. select: ["col1", "col2"]',
    )
  const columns = Array.isArray(select) ? select.filter((column) => typeof column === 'string') : []
  if (columns.length === 0) return null
  if (schema === '*' || table === '*')
    throw new SubscriptionProblem(
      'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.',
    )
  return columns
}
