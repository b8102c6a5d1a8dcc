type Row = Record<string, unknown>

/**
 * What a request asks that @supabase/lite 0.10.0 would answer wrongly, in words; undefined when there is nothing.
 * The caller answers 501, since a wrong answer would be believed.
 */
export async function findLimit(request: Request): Promise<string | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  if (/\/rpc\//.test(pathname)) return undefined
  for (const [name, value] of searchParams)
    if (/(^|\.)(or|and)$/.test(name) && value.includes('\\')) return `a backslash in "${name}"`
  if (request.method !== 'POST') return undefined
  const rows = await readRows(request)
  if (rows.length > 0 && rows.every((row) => Object.keys(row).length === 0)) return 'a row of nothing but defaults'
  const prefer = request.headers.get('prefer') ?? ''
  const shapes = new Set(rows.map((row) => Object.keys(row).toSorted().join()))
  if (/missing=default/.test(prefer) && /return=representation/.test(prefer) && shapes.size > 1)
    return 'rows of different columns with defaults, to be returned'
  return undefined
}

async function readRows(request: Request): Promise<Row[]> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => [])
  return [body].flat().filter((row): row is Row => typeof row === 'object' && row !== null)
}

/** Exact counts stand for estimated and planned ones, which lite takes from statistics that a small table lacks. */
export function countExactly(request: Request): Request {
  const prefer = request.headers.get('prefer')
  if (!prefer || !/count=(estimated|planned)/.test(prefer)) return request
  const headers = new Headers(request.headers)
  headers.set('prefer', prefer.replace(/count=(estimated|planned)/, 'count=exact'))
  return new Request(request, { headers })
}
