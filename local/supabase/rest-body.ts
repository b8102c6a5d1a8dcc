import type { PostgresConnection } from '@supabase/lite/postgres'
import { writeArray } from '#local/supabase/rest-arrays.ts'
import { digitsOf, readJson } from '#local/supabase/rest-json.ts'

type Columns = { schema: string; table: string; name: string; pg_type?: string }[]
type Functions = { schema: string; name: string; arg_names: string[]; arg_types: string[] }[]
type Schema = { columns: Columns; functions?: Functions }
type Row = Record<string, unknown>

/**
 * Rewrites what is written so that @supabase/lite 0.10.0 stores what PostgREST would: JSON as JSON whatever it looks like, arrays of
 * any type, and numbers that JavaScript cannot hold.
 */
export async function prepareRequest(connection: PostgresConnection, request: Request): Promise<Request> {
  const schema = (await connection.introspect({ useCache: true })) as Schema
  return prepareBody(schema, prepareFilters(schema, request))
}

function prepareFilters(schema: Schema, request: Request): Request {
  const url = new URL(request.url)
  if (!/\d{16}/.test(url.search) || url.pathname.includes('/rpc/')) return request
  const typeOf = columnTypes(schema, tableOf(request))
  for (const [name, value] of [...url.searchParams])
    if (longNumbers.has(typeOf.get(name) ?? '')) url.searchParams.set(name, groupDigits(value))
  return new Request(url, request)
}

const tableOf = (request: Request) => decodeURIComponent(new URL(request.url).pathname.replace('/rest/v1/', ''))

async function prepareBody(schema: Schema, request: Request): Promise<Request> {
  if (!/^(POST|PATCH|PUT)$/.test(request.method)) return request
  if (!request.headers.get('content-type')?.includes('json')) return request
  const body = parse(await request.clone().text())
  if (typeof body !== 'object' || body === null) return request
  const target = tableOf(request)
  const called = target.startsWith('rpc/') ? target.slice('rpc/'.length) : undefined
  const typeOf = called ? argumentTypes(schema, called, body as Row) : columnTypes(schema, target)
  if (typeOf.size === 0) return request
  // lite parses the text of a JSON column itself, but not that of an argument.
  const writeJson = (value: unknown) => (called ? JSON.stringify(value) : JSON.stringify(JSON.stringify(value)))
  const write = (row: Row) => rewrite(row, typeOf, writeJson)
  const rewritten = Array.isArray(body) ? body.map(write) : write(body as Row)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(rewritten) })
}

/** What is no JSON is left for lite to refuse. */
function parse(text: string): unknown {
  try {
    return readJson(text)
  } catch {
    return undefined
  }
}

function columnTypes({ columns }: Schema, table: string): Map<string, string> {
  const own = columns.filter((column) => column.schema === 'public' && column.table === table)
  return new Map(own.map(({ name, pg_type = '' }) => [name, pg_type]))
}

/** Of the first function of this name that has all these arguments. */
function argumentTypes({ functions = [] }: Schema, name: string, body: Row): Map<string, string> {
  const given = Object.keys(body)
  const fits = functions.find(
    (one) => one.schema === 'public' && one.name === name && given.every((key) => one.arg_names.includes(key)),
  )
  return new Map(fits?.arg_names.map((argument, index) => [argument, fits.arg_types[index] ?? '']))
}

function rewrite(row: Row, typeOf: Map<string, string>, writeJson: (value: unknown) => string): Row {
  if (typeof row !== 'object' || row === null) return row
  const entries = Object.entries(row).map(([name, value]) => {
    const type = typeOf.get(name) ?? ''
    const isJson = /^jsonb?$/.test(type) && value !== null
    return [name, isJson ? writeJson(value) : writeValue(value, type)]
  })
  return Object.fromEntries(entries)
}

function writeValue(value: unknown, type: string): unknown {
  if (Array.isArray(value) && /^_|\[\]$/.test(type)) return writeArray(value)
  const digits = digitsOf(value) ?? (typeof value === 'string' ? value : undefined)
  if (digits !== undefined && longNumbers.has(type)) return groupDigits(digits)
  return digitsOf(value) === undefined ? value : Number(digits)
}

const longNumbers = new Set(['int8', 'numeric', 'bigint'])

/** lite makes a JavaScript number of any text that looks like one; with underscores only Postgres knows it for a number. */
function groupDigits(text: string): string {
  return text.replace(/\d{16,}/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, '_'))
}
