import { digitsOf, readJson } from '#local/supabase/rest-json.ts'

type Row = Record<string, unknown>

const wantsCsv = ({ headers }: Request) => /^text\/csv\b/.test(headers.get('accept') ?? '')

/** lite writes CSV of its own; it is asked for JSON, of which `answerCsv` makes the CSV of Postgres. */
export function askForJson(request: Request): Request {
  if (!wantsCsv(request)) return request
  const headers = new Headers(request.headers)
  headers.set('accept', 'application/json')
  return new Request(request, { headers })
}

/**
 * The answer as CSV when the request asked for it, as Postgres writes a row: `t` and `f`, a time with a space, an array in braces,
 * an empty text in quotes, and a backslash twice. Source: https://www.postgresql.org/docs/17/rowtypes.html#ROWTYPES-IO-SYNTAX
 * @param typeOf SQL names of types, by the names of columns
 */
export async function answerCsv(request: Request, response: Response, typeOf: Map<string, string>): Promise<Response> {
  if (!wantsCsv(request) || !response.ok || response.status === 204) return response
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.set('content-type', 'text/csv; charset=utf-8')
  return new Response(text === '' ? '' : writeCsv(readJson(text) as Row[], typeOf), {
    status: response.status,
    headers,
  })
}

function writeCsv(rows: Row[], typeOf: Map<string, string>): string {
  const lines = rows.map((row) =>
    Object.entries(row).map(([name, value]) =>
      value === null ? '' : quoteField(write(value, typeOf.get(name) ?? '')),
    ),
  )
  return (
    [Object.keys(rows[0] ?? {}), ...lines].map((fields) => fields.join(',')).join('\n') +
    (rows.length === 0 ? '\n' : '')
  )
}

const quoteField = (text: string) => (/^$|[\s"\\(),]/.test(text) ? `"${text.replace(/["\\]/g, '$&$&')}"` : text)

function write(value: unknown, type: string): string {
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value) && type.startsWith('_')) return writeArray(value, type.slice(1))
  if (/^jsonb$/.test(type)) return writeJsonb(value)
  if (typeof value === 'string')
    return /^timestamp/.test(type) ? value.replace('T', ' ').replace(/:00$/, zone(value)) : value
  return digitsOf(value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** Postgres leaves out the minutes of an offset that has none; a time without an offset ends as it is. */
const zone = (time: string) => (/[+-]\d\d:00$/.test(time) ? '' : ':00')

function writeArray(values: unknown[], type: string): string {
  const parts = values.map((value) => {
    if (value === null) return 'NULL'
    if (Array.isArray(value)) return writeArray(value, type)
    const text = write(value, type)
    return /^$|^null$|[\s"\\{},]/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
  })
  return `{${parts.join(',')}}`
}

/** With a space after every comma and colon, as jsonb is shown. */
function writeJsonb(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeJsonb).join(', ')}]`
  if (typeof value !== 'object' || value === null || digitsOf(value)) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${writeJsonb(one)}`)
    .join(', ')}}`
}
