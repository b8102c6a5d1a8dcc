import type { Sql } from 'postgres'

type Row = Record<string, unknown>

/**
 * The row with objects for composite types, alone or in arrays, as Postgres writes such values. PostgREST lets Postgres read the whole
 * body (`json_to_record`); @supabase/lite 0.10.0 sends `[object Object]`.
 * @param typeOf SQL names of types, by the names of columns or arguments
 * @throws the error of Postgres for a value that does not fit
 */
export async function writeComposites(sql: Sql, row: Row, typeOf: Map<string, string>): Promise<Row> {
  const names = Object.keys(row).filter((name) => {
    const type = typeOf.get(name)
    return type !== undefined && !/^"?_?jsonb?"?(\[\])?$/.test(type) && hasObject(row[name])
  })
  if (names.length === 0) return row
  const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`)
  const texts = quoted.map((name) => `${name}::text`)
  const columns = names.map((name, at) => `${quoted[at]} ${typeOf.get(name)}`)
  const [written] = await sql.unsafe(`select ${texts} from json_to_record($1::text::json) as body (${columns})`, [
    JSON.stringify(row),
  ])
  return { ...row, ...written }
}

function hasObject(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasObject)
  return typeof value === 'object' && value !== null && !('rawJSON' in value)
}
