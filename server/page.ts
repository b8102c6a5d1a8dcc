import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Body } from '#server/body.ts'
import type { Life } from '#server/routes.ts'

/** An entry of the cache of pages, as Next hands it to server/page-cache.js. */
export type Entry = {
  value: {
    kind: string
    status?: number
    headers?: Record<string, string | string[] | undefined>
    html?: string
    rscData?: Buffer
    segmentData?: Map<string, Buffer>
    postponed?: string
    body?: Buffer
  }
  /** milliseconds */
  lastModified: number
  cacheControl?: Life
}

/** One answer of a page: a document, what Next's router asks for instead of it, or a segment of that. */
export type Answer = { body: Body; headers: readonly (readonly [string, string])[] }

export type Page = {
  tags: readonly string[]
  /** the answers by what was asked for: `html`, `rsc`, or the path of a segment */
  answers: ReadonlyMap<string, Answer>
  /** when it was made, and when somebody has to make it again, in milliseconds */
  made: number
  until: number
  /** true when somebody has looked at it */
  asked: boolean
  /** bytes in memory, about */
  size: number
}

/** What these answers depend on. None depends on what the router shows already, though Next says so. */
const vary = 'rsc, next-router-prefetch, next-router-segment-prefetch, Accept-Encoding'
const year = 31_536_000

/** The page of an entry that is whole and public; null for a page that continues for each caller, for redirects and errors. */
export function toPage(
  { value, lastModified, cacheControl }: Entry,
  own: Answer['headers'],
  tags: readonly string[],
): Page | null {
  if (value.status !== undefined && value.status !== 200) return null
  const answers = value.kind === 'APP_PAGE' ? answersOfPage(value, cacheControl) : answersOfRoute(value, cacheControl)
  if (answers === null) return null
  const revalidate = cacheControl?.revalidate
  const bytes = [...answers.values()].reduce((sum, { body }) => sum + body.size, 0)
  return {
    tags,
    answers: new Map([...answers].map(([name, { body, headers }]) => [name, { body, headers: [...own, ...headers] }])),
    made: lastModified,
    until: typeof revalidate === 'number' ? lastModified + revalidate * 1000 : Number.POSITIVE_INFINITY,
    asked: false,
    // With what is compressed of it.
    size: bytes * 1.5,
  }
}

function answersOfPage(value: Entry['value'], life?: Life): Map<string, Answer> | null {
  const { html, rscData, segmentData = new Map<string, Buffer>(), postponed } = value
  if (typeof html !== 'string' || rscData === undefined || postponed !== undefined) return null
  // The build writes it to its pages; to those that Next makes later, Next adds it when it answers.
  const shared = [
    ...sharedHeaders({ ...value.headers, 'x-nextjs-prerender': '1' }),
    ['Cache-Control', cacheControlOf(life)],
  ] as const
  const page = (type: string) => [...shared, ['Content-Type', type]] as [string, string][]
  const answer = (bytes: Buffer, headers: [string, string][]): Answer => ({ body: new Body(bytes, 5), headers })
  return new Map([
    ['html', answer(Buffer.from(html), page('text/html; charset=utf-8'))],
    ['rsc', answer(rscData, page('text/x-component'))],
    // 2 tells Next's router that this is a segment and not a page.
    ...[...segmentData].map(
      ([path, bytes]) => [path, answer(bytes, [...page('text/x-component'), ['x-nextjs-postponed', '2']])] as const,
    ),
  ])
}

function answersOfRoute({ kind, body, headers }: Entry['value'], life?: Life): Map<string, Answer> | null {
  if (kind !== 'APP_ROUTE' || body === undefined || headers?.['set-cookie']) return null
  const shared = sharedHeaders(headers)
  const says = shared.some(([name]) => name.toLowerCase() === 'cache-control')
  if (!says) shared.push(['Cache-Control', cacheControlOf(life)])
  return new Map([['html', { body: new Body(body, 5), headers: shared }]])
}

function sharedHeaders(headers: Entry['value']['headers'] = {}): [string, string][] {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name === 'x-next-cache-tags' ? [] : [[name, String(value)] as [string, string]],
  )
  return [['Vary', vary], ['x-nextjs-cache', 'HIT'], ...kept]
}

/** As Next says it: https://nextjs.org/docs/app/guides/cdn-caching */
function cacheControlOf({ revalidate, expire }: Life = { revalidate: false }): string {
  const fresh = typeof revalidate === 'number' ? revalidate : year
  const stale = typeof revalidate === 'number' && expire !== undefined && revalidate < expire
  return `s-maxage=${fresh}${stale ? `, stale-while-revalidate=${expire - revalidate}` : ''}`
}

/**
 * Which answer of a page a request wants; null when Next must decide.
 * @param query without its question mark
 */
export function answerOf(headers: IncomingHttpHeaders, query: string): string | null {
  if (headers.rsc === undefined) return 'html'
  // Next redirects to the address that belongs to the headers, so that a cache without Vary never takes one for the other.
  if (headers.rsc !== '1' || new URLSearchParams(query).get('_rsc') !== routerHash(headers)) return null
  return String(headers['next-router-segment-prefetch'] ?? 'rsc')
}

/** The value of `_rsc` that Next's router sends with these headers (next/dist/shared/lib/router/utils/cache-busting-search-param.js). */
function routerHash(headers: IncomingHttpHeaders): string {
  const names = ['next-router-segment-prefetch', 'next-router-state-tree', 'next-url'] as const
  const prefetch = String(headers['next-router-prefetch'] ?? '0')
  if (prefetch === '0' && names.every((name) => headers[name] === undefined)) return ''
  const text = [prefetch, ...names.map((name) => String(headers[name] ?? '0'))].join(',')
  return createHash('sha256').update(text).digest().subarray(0, 12).toString('base64url')
}
