import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { Assets } from '#server/assets.ts'
import type { Encoding } from '#server/body.ts'
import type { Answer } from '#server/page.ts'
import { Pages } from '#server/pages.ts'
import { readRoutes } from '#server/routes.ts'

/**
 * Milliseconds of a caller until the headers are whole, until the body is, and without a request on an open connection. Node's
 * five seconds for the last can end while a client on a busy machine sends its next request, which is then reset.
 */
const deadlines = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 }

type Options = {
  /** the folder of the build */
  distDir: string
  /** answers what no file answers */
  next: RequestListener
  /** asks Next for a page that somebody has looked at and that has expired, so that the next visitor finds it */
  again(path: string): void
}

/**
 * A server of a built store. Pages that are the same for everybody, and the files of the build, come out of memory, compressed
 * once; everything else is Next's. A page says what Next would say, with an ETag besides.
 * @throws when there is no build
 */
export function createFront({ distDir, next, again }: Options): { server: Server; warm(): Promise<void> } {
  const routes = readRoutes(distDir)
  const pages = new Pages(distDir, routes, again)
  const assets = new Assets(distDir, routes)
  const server = createServer(deadlines, (request, response) => {
    const found = mayBeFile(request) ? find(request) : undefined
    if (found === undefined) next(request, response)
    else if (found instanceof Promise)
      void found.then((answer) => (answer ? send(request, response, answer) : next(request, response)))
    else send(request, response, found)
  })
  const find = ({ url = '/', headers }: IncomingMessage) => {
    const [path = '/', query = ''] = split(url)
    return assets.find(path) ?? pages.find(path, query, headers)
  }
  return { server, warm: () => pages.warm() }
}

function split(url: string): [string, string] {
  const at = url.indexOf('?')
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

/** False for what a file cannot answer: forms, parts of a file, previews of drafts. */
function mayBeFile({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (headers.range !== undefined || headers['next-action'] !== undefined) return false
  return headers['x-prerender-revalidate'] === undefined && !headers.cookie?.includes('__prerender_bypass=')
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { body } = answer
  const { 'if-none-match': known, 'accept-encoding': accepted = '' } = request.headers
  if (known !== undefined && (known === '*' || known.includes(body.etag))) {
    response.writeHead(304, headersOf(answer, null)).end()
    return
  }
  const encoding = body.encodingFor(String(accepted))
  const write = (bytes: Buffer) => {
    response.writeHead(200, headersOf(answer, encoding))
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
  const bytes = body.find(encoding)
  if (bytes) write(bytes)
  else void body.make(encoding).then(write)
}

const written = new WeakMap<Answer, Map<Encoding | null, string[]>>()

/** The headers of an answer as Node writes them, for an encoding that was made, or null for an answer without a body. */
function headersOf(answer: Answer, encoding: Encoding | null): string[] {
  const { body, headers } = answer
  const known = written.get(answer) ?? new Map<Encoding | null, string[]>()
  written.set(answer, known)
  const found = known.get(encoding)
  if (found) return found
  const all = [
    ...headers.filter(([name]) => encoding !== null || name.toLowerCase() !== 'content-type'),
    ['ETag', body.etag],
  ]
  if (encoding !== null) all.push(['Content-Length', String(body.find(encoding)?.length)])
  if (encoding === 'br' || encoding === 'gzip') all.push(['Content-Encoding', encoding])
  const flat = all.flat() as string[]
  known.set(encoding, flat)
  return flat
}
