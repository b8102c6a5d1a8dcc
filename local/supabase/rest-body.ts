import type { Sql } from 'postgres'
import { writeArray } from '#local/supabase/rest-arrays.ts'
import { writeComposites } from '#local/supabase/rest-composites.ts'
import { readCsv } from '#local/supabase/rest-csv.ts'
import { digitsOf, readJson } from '#local/supabase/rest-json.ts'

type Columns = { schema: string; table: string; name: string; pg_type?: string; is_generated?: boolean }[]
export type RestFunction = {
  schema: string
  name: string
  arg_names: string[]
  arg_types: string[]
  arg_defaults: number
  has_variadic: boolean
  return_is_setof: boolean
}
/** What @supabase/lite knows of the database, as far as it is used here. */
export type RestSchema = { columns: Columns; functions?: RestFunction[]; timezones?: string[] }
type Row = Record<string, unknown>

/**
 * Rewrites what is written so that @supabase/lite 0.10.0 stores what PostgREST would: JSON as JSON whatever it looks like, arrays of
 * any type, composite values, CSV, and numbers that JavaScript cannot hold.
 * @throws the error of Postgres for a composite value that does not fit
 */
export function prepareRequest(sql: Sql, schema: RestSchema, request: Request): Promise<Request> {
  return prepareBody(sql, schema, prepareFilters(schema, request))
}

function prepareFilters(schema: RestSchema, request: Request): Request {
  const url = new URL(request.url)
  if (!/\d{16}/.test(url.search) || url.pathname.includes('/rpc/')) return request
  const typeOf = columnTypes(schema, tableOf(request))
  for (const [name, value] of [...url.searchParams])
    if (longNumbers.has(typeOf.get(name) ?? '')) url.searchParams.set(name, groupDigits(value))
  return new Request(url, request)
}

export const tableOf = (request: Request) => decodeURIComponent(new URL(request.url).pathname.replace('/rest/v1/', ''))

async function prepareBody(sql: Sql, schema: RestSchema, request: Request): Promise<Request> {
  if (!/^(POST|PATCH|PUT)$/.test(request.method)) return request
  const given = await readBody(request)
  if (given === undefined) return request
  const target = tableOf(request)
  const called = target.startsWith('rpc/') ? target.slice('rpc/'.length) : undefined
  const body = called ? given : rowsOf(request.method, given)
  if (typeof body !== 'object' || body === null) return request
  const typeOf = called ? argumentTypes(schema, called, Object.keys(body)) : columnTypes(schema, target)
  // lite parses the text of a JSON column itself, but not that of an argument.
  const writeJson = (value: unknown) => (called ? JSON.stringify(value) : JSON.stringify(JSON.stringify(value)))
  const sqlTypes = called ? typeOf : new Map([...typeOf].map(([name, type]) => [name, `"${type}"`]))
  const write = async (row: Row) =>
    isRow(row) ? rewrite(await writeComposites(sql, row, sqlTypes), typeOf, writeJson) : row
  const rewritten = Array.isArray(body) ? await Promise.all(body.map(write)) : await write(body as Row)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(rewritten) })
}

/** Undefined for what lite may read itself, or refuse. */
async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  const text = await request.clone().text()
  if (/^text\/csv\b/.test(type) && text !== '') return readCsv(text)
  return type.includes('json') ? parse(text) : undefined
}

/** What is neither a row nor a list of rows is taken for an empty list; an update of an empty list changes nothing. */
function rowsOf(method: string, body: unknown): unknown {
  const rows = typeof body === 'object' && body !== null ? body : []
  return method === 'PATCH' && Array.isArray(rows) && rows.length === 0 ? {} : rows
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row)

/** What is no JSON is left for lite to refuse. */
function parse(text: string): unknown {
  try {
    return readJson(text)
  } catch {
    return undefined
  }
}

export function columnTypes({ columns }: RestSchema, table: string): Map<string, string> {
  const own = columns.filter((column) => column.schema === 'public' && column.table === table)
  return new Map(own.map(({ name, pg_type = '' }) => [name, pg_type]))
}

/** The function of this name that takes arguments of these names; undefined when none does, or one without names. */
export function findFunction({ functions = [] }: RestSchema, name: string, given: string[]): RestFunction | undefined {
  return functions.find((one) => {
    const required = one.arg_types.length - one.arg_defaults - (one.has_variadic ? 1 : 0)
    const takes = one.arg_names.slice(0, required).every((argument) => given.includes(argument))
    const named = one.arg_names.length === one.arg_types.length
    const known = given.every((argument) => one.arg_names.includes(argument))
    return one.schema === 'public' && one.name === name && named && takes && known
  })
}

/** lite itself writes the list of a variadic argument. */
function argumentTypes(schema: RestSchema, name: string, given: string[]): Map<string, string> {
  const { arg_names: names = [], arg_types: types = [], has_variadic = false } = findFunction(schema, name, given) ?? {}
  const written = has_variadic ? names.slice(0, -1) : names
  return new Map(written.map((argument, index) => [argument, types[index] ?? '']))
}

function rewrite(row: Row, typeOf: Map<string, string>, writeJson: (value: unknown) => string): Row {
  const entries = Object.entries(row).map(([name, value]) => {
    const type = typeOf.get(name) ?? ''
    const isJson = /^jsonb?$/.test(type) && value !== null
    return [name, isJson ? writeJson(value) : writeValue(readAs(type, value), type)]
  })
  return Object.fromEntries(entries)
}

/** A value as Postgres reads its JSON for a type: anything is a text, and some texts are booleans. */
function readAs(type: string, value: unknown): unknown {
  const isText = /^(text|varchar|bpchar|character varying|character)\b/.test(type) && !type.endsWith('[]')
  if (isText && (typeof value === 'boolean' || Array.isArray(value))) return JSON.stringify(value)
  if (!/^bool(ean)?$/.test(type) || typeof value !== 'string') return value
  if (/^(t|true|y|yes|on|1)$/i.test(value.trim())) return true
  return /^(f|false|n|no|off|0)$/i.test(value.trim()) ? false : value
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
