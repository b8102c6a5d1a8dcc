import type { PostgresConnection } from '@supabase/lite/postgres'
import type { RestSchema } from '#local/supabase/rest-body.ts'
import { showEscapes } from '#local/supabase/rest-logic.ts'

type Row = Record<string, unknown>
/** A parsed request of @supabase/lite, as far as it is used here. */
type Query = {
  type: string
  from?: string
  values?: Row | Row[]
  $meta?: { columns?: string[]; missing?: string }
}
type Target = { onPostgrestAST(query: Query, variables: unknown): Promise<Query> }

/** `default` in a list of values, for the query builder of lite (https://kysely.dev). */
const byDefault = { expressionType: undefined, toOperationNode: () => ({ kind: 'DefaultInsertValueNode' }) }

/**
 * Completes what @supabase/lite 0.10.0 makes of a request: it stores the default where a row lacks one of `columns` and answers null,
 * whatever was asked; it writes a row of nothing but defaults as bad SQL; and it cannot read escapes (rest-logic.ts).
 */
export function completeRows(connection: PostgresConnection): void {
  const target = connection as unknown as Target
  const known = target.onPostgrestAST.bind(connection)
  target.onPostgrestAST = async (query, variables) => {
    const { values: given, ...rest } = query
    const shown = given === undefined ? showEscapes(rest) : { ...showEscapes(rest), values: given }
    const completed = await known(shown, variables)
    const { type, values } = completed
    if (!values || (type !== 'insert' && type !== 'upsert')) return completed
    const schema = (await connection.introspect({ useCache: true })) as unknown as RestSchema
    const complete = (row: Row) => completeRow(row, completed, schema)
    return { ...completed, values: Array.isArray(values) ? values.map(complete) : complete(values) }
  }
}

function completeRow(row: Row, { from, $meta }: Query, schema: RestSchema): Row {
  if (typeof row !== 'object' || row === null) return row
  const { columns, missing } = $meta ?? {}
  // lite writes undefined as the default.
  const absent = missing === 'default' ? undefined : null
  if (columns) return Object.fromEntries(columns.map((name) => [name, name in row ? row[name] : absent]))
  if (Object.keys(row).length > 0) return row
  const first = schema.columns.find((column) => column.table === from && !column.is_generated)
  return first ? { [first.name]: byDefault } : row
}
