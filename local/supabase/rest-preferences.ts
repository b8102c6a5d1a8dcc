/** The names of https://docs.postgrest.org/en/v14/references/api/preferences.html in the order of the answer. */
const names = ['resolution', 'missing', 'return', 'count', 'handling', 'timezone', 'max-affected']

/** What a request asks by its Prefer header: the first value of each name. */
export function readPreferences(request: Request): Map<string, string> {
  const preferences = new Map<string, string>()
  for (const part of (request.headers.get('prefer') ?? '').split(',')) {
    const [, name, value = ''] = /^\s*([^=]+)=(.*?)\s*$/.exec(part) ?? []
    if (name && !preferences.has(name)) preferences.set(name, value)
  }
  return preferences
}

/** How many rows may be affected; undefined when the request does not insist. */
export function readMostRows(preferences: Map<string, string>): number | undefined {
  const most = Number(preferences.get('max-affected') ?? Number.NaN)
  return preferences.get('handling') === 'strict' && Number.isInteger(most) ? most : undefined
}

/**
 * The request as @supabase/lite 0.10.0 must get it. `tx` is off on hosted projects (`db-tx-end = commit`), and lite would say that it
 * rolled back. Exact counts stand for estimated and planned ones, which lite takes from statistics that a small table lacks. A change
 * returns nothing unless it asks; lite returns the rows of a table with a composite column.
 */
export function withKnownPreferences(request: Request): Request {
  const asked = (request.headers.get('prefer') ?? '').split(',').map((part) => part.trim())
  const silent = /^(PATCH|PUT|DELETE)$/.test(request.method) && !asked.some((part) => part.startsWith('return='))
  const parts = silent ? [...asked, 'return=minimal'] : asked
  const kept = parts.filter((part) => part !== '' && !part.startsWith('tx='))
  if (kept.length === 0) return request
  const headers = new Headers(request.headers)
  headers.set('prefer', kept.map((part) => part.replace(/^count=(estimated|planned)$/, 'count=exact')).join(', '))
  return new Request(request, { headers })
}

/** The answer with all preferences in `Preference-Applied` that PostgREST names there. */
export function withApplied(response: Response, preferences: Map<string, string>, timezone?: string): Response {
  const said = response.headers.get('preference-applied') ?? ''
  const applied = new Map(said.split(', ').map((part) => part.split('=', 2) as [string, string]))
  const count = preferences.get('count')
  const handling = preferences.get('handling') ?? ''
  if (!preferences.has('return')) applied.delete('return')
  if (applied.has('count') && count) applied.set('count', count)
  if (/^(strict|lenient)$/.test(handling)) applied.set('handling', handling)
  if (timezone) applied.set('timezone', timezone)
  const most = readMostRows(preferences)
  if (most !== undefined) applied.set('max-affected', String(most))
  const value = names.filter((name) => applied.has(name)).map((name) => `${name}=${applied.get(name)}`)
  if (response.status >= 400) return response
  const headers = new Headers(response.headers)
  headers.delete('preference-applied')
  if (value.length > 0) headers.set('preference-applied', value.join(', '))
  return new Response(response.body, { status: response.status, headers })
}
