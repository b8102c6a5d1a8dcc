import type { RestSchema } from '#local/supabase/rest-body.ts'
import { readPreferences } from '#local/supabase/rest-preferences.ts'

/** The settings of PostgREST in the database that this server follows; see rest.ts. */
const followed = new Set(['pgrst.db_aggregates_enabled', 'pgrst.db_max_rows', 'pgrst.db_plan_enabled'])

/**
 * What a request asks that @supabase/lite 0.10.0 would answer wrongly, in words; undefined when there is nothing.
 * The caller answers 501, since a wrong answer would be believed.
 */
export function findLimit(request: Request, schema: RestSchema, settings: Map<string, string>): string | undefined {
  const ignored = [...settings.keys()].find((name) => !followed.has(name))
  if (ignored) return `"${ignored}", which authenticator has`
  const accept = request.headers.get('accept') ?? ''
  if (accept.includes('application/geo+json')) return 'GeoJSON'
  if (accept.includes('application/vnd.pgrst.plan') && settings.get('pgrst.db_plan_enabled') === 'true')
    return 'the plan of a query'
  const writes = /^(POST|PATCH|PUT|DELETE)$/.test(request.method)
  const returned = readPreferences(request).get('return') === 'representation'
  const name = functionOf(request)
  if (accept.includes('application/vnd.pgrst.object') && writes && !name && !returned)
    return 'one row that is not returned'
  const type = request.headers.get('content-type') ?? ''
  if (name && request.method === 'POST' && unnamedOf(type) && isFunction(schema, name)) return `a body of ${type}`
  return undefined
}

/** The name of the function that is called. */
export function functionOf(request: Request): string | undefined {
  return /\/rpc\/([^/]+)$/.exec(decodeURIComponent(new URL(request.url).pathname))?.[1]
}

/** The type of the one unnamed parameter that takes a body which is no JSON: https://docs.postgrest.org/en/v14/references/api/functions.html */
export function unnamedOf(contentType: string): string | undefined {
  const type = contentType.split(';')[0]?.trim()
  return { 'text/plain': 'text', 'text/xml': 'xml', 'application/octet-stream': 'bytea' }[type ?? '']
}

export function isFunction({ functions = [] }: RestSchema, name: string): boolean {
  return functions.some((one) => one.schema === 'public' && one.name === name)
}
