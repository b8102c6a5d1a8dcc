import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { nodeFs } from 'next/dist/server/lib/node-fs-methods.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keyOf, rendered, writeBuild } from '#server/testing-build.ts'

type Cache = {
  get(key: string, context: object): Promise<unknown>
  set(key: string, data: object, context: object): Promise<void>
  revalidateTag(tags: string[], durations: object): Promise<void>
}

const context = { kind: 'APP_PAGE', isRoutePPREnabled: true, isFallback: false }
let distDir = ''
const close: (() => unknown)[] = []

beforeEach(() => {
  distDir = writeBuild(['/', '/products/porch', '/cart'])
})
afterEach(() => {
  for (const end of close.splice(0)) end()
  rmSync(distDir, { recursive: true })
})

/** A process that has just started: its front, and the cache that its Next has. `next` tells which requests reach Next. */
async function start() {
  vi.resetModules()
  const { tagsManifest } = await import('next/dist/server/lib/incremental-cache/tags-manifest.external.js')
  tagsManifest.clear()
  const { createFront } = await import('#server/serve.ts')
  const { default: PageCache } = await import('#server/page-cache.js')
  const serverDistDir = join(distDir, 'server')
  const cache = new PageCache({ fs: nodeFs, flushToDisk: true, serverDistDir, revalidatedTags: [] }) as Cache
  const next: string[] = []
  const again: string[] = []
  const { server, warm } = createFront({
    distDir,
    again: (path) => again.push(path),
    next(request, response) {
      next.push(`${request.method} ${request.url}`)
      response.end('of Next')
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  close.push(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => send(port, path, headers, method)
  return { server, cache, next, again, warm, get }
}

/** A front in a process of its own: server/testing-process.ts. */
async function startProcess() {
  const child = fork(join(import.meta.dirname, 'testing-process.ts'), [distDir])
  close.push(() => child.kill('SIGKILL'))
  const hear = async () => ((await once(child, 'message')) as [{ result: unknown }])[0].result
  const port = Number(await hear())
  return {
    get: async (path: string) => (await send(port, path, {}, 'GET')).text,
    run(...message: string[]) {
      child.send(message)
      return hear()
    },
    end: () => child.kill('SIGKILL'),
  }
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer; text: string }

function send(port: number, path: string, headers: Record<string, string>, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = ask({ host: '127.0.0.1', port, path, headers, method, agent: false }, async (answer) => {
      const body = Buffer.concat(await answer.toArray())
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers as Record<string, string>,
        body,
        text: String(body),
      })
    })
    asking.once('error', reject).end()
  })
}

test('a page of the build comes from memory, with what next.config.js says of its path', async () => {
  const { get, next } = await start()
  const { status, headers, text } = await get('/products/porch?utm_source=letter')
  expect([status, text, next]).toEqual([200, '<p>/products/porch</p>', []])
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 's-maxage=3600, stale-while-revalidate=3600',
    'x-nextjs-prerender': '1',
    'x-policy': 'narrow',
    vary: 'rsc, next-router-prefetch, next-router-segment-prefetch, Accept-Encoding',
  })
  expect(headers['x-next-cache-tags']).toBeUndefined()
  const head = await get('/', {}, 'HEAD')
  expect([head.status, head.text, head.headers['content-length'], next]).toEqual([200, '', '8', []])
})

test('it is compressed as the caller can read it, and not sent again to somebody who has it', async () => {
  const { get } = await start()
  const plain = await get('/')
  const ways = { 'gzip, deflate, br': brotliDecompressSync, gzip: gunzipSync, 'br;q=0, gzip': gunzipSync }
  for (const [accepted, decompress] of Object.entries(ways)) {
    const answer = await get('/', { 'accept-encoding': accepted })
    expect(String(decompress(answer.body)), accepted).toBe(plain.text)
    expect(answer.headers['content-length']).toBe(String(answer.body.length))
    const second = await get('/', { 'accept-encoding': accepted, 'if-none-match': answer.headers.etag ?? '' })
    expect([second.status, second.text, second.headers['x-policy']]).toEqual([304, '', 'narrow'])
  }
  expect((await get('/', { 'if-none-match': 'W/"of another"' })).status).toBe(200)
  const code = await get('/_next/static/chunks/code.js', { 'accept-encoding': 'br' })
  expect(code.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(String(brotliDecompressSync(code.body))).toContain('light')
})

test('the router gets its data at the address that belongs to its headers, and else Next decides', async () => {
  const { get, next } = await start()
  const router = { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }
  // From computeCacheBustingSearchParam of next/dist/shared/lib/router/utils/cache-busting-search-param.js.
  const { computeCacheBustingSearchParam } = await import(
    'next/dist/shared/lib/router/utils/cache-busting-search-param.js'
  )
  const tree = await computeCacheBustingSearchParam('1', '/_tree', undefined, undefined)
  const state = await computeCacheBustingSearchParam(undefined, undefined, 'what it shows', '/products')
  expect((await get(`/?_rsc=${tree}`, router)).text).toBe('tree /')
  const moved = { rsc: '1', 'next-router-state-tree': 'what it shows', 'next-url': '/products' }
  expect((await get(`/?_rsc=${state}`, moved)).text).toBe('rsc /')
  expect((await get('/?_rsc', { rsc: '1' })).text).toBe('rsc /')
  expect(next).toEqual([])
  await get('/', { rsc: '1' })
  await get('/?_rsc=wrong', router)
  const none = await computeCacheBustingSearchParam('1', '/none', undefined, undefined)
  await get(`/?_rsc=${none}`, { ...router, 'next-router-segment-prefetch': '/none' })
  expect(next).toEqual(['GET /', 'GET /?_rsc=wrong', `GET /?_rsc=${none}`])
})

test.each([
  ['a form', '/', {}, 'POST'],
  ['a path of the proxy', '/cart', {}, 'GET'],
  ['a request that hides its origin, which the proxy looks at', '/', { origin: 'null' }, 'GET'],
  ['a preview', '/', { cookie: 'a=b; __prerender_bypass=1' }, 'GET'],
  ['a part of a file', '/', { range: 'bytes=0-1' }, 'GET'],
  ['a page that nobody has made', '/products/stilt', {}, 'GET'],
  ['another spelling', '/products//porch', {}, 'GET'],
  ['a redirect', '/products/porch/', {}, 'GET'],
  ['a file outside the build', '/_next/static/../../server/app/index.html', {}, 'GET'],
  ['a file with a dot in its path', '/_next/static/./chunks/code.js', {}, 'GET'],
  ['a file with two slashes in its path', '/_next/static//chunks/code.js', {}, 'GET'],
  ['a file that is not there', '/_next/static/chunks/none.js', {}, 'GET'],
])('%s is for Next', async (_, path, headers: Record<string, string>, method) => {
  const { get, next } = await start()
  expect((await get(path, headers, method)).text).toBe('of Next')
  expect(next).toEqual([`${method} ${path}`])
})

test('a caller who sends slowly does not keep a connection', async () => {
  const { server } = await start()
  expect([server.headersTimeout, server.requestTimeout, server.keepAliveTimeout]).toEqual([10_000, 60_000, 75_000])
})

test('a page leaves when one of its tags expires, comes back when it was made again, and is asked for when it was looked at', async () => {
  const { get, next, again, cache, warm } = await start()
  await warm()
  expect((await get('/products/porch')).text).toContain('porch')
  await cache.revalidateTag(['product:porch'], { expire: 0 })
  expect((await get('/products/porch')).text).toBe('of Next')
  expect(again).toEqual(['/products/porch'])
  await cache.get(keyOf('/products/porch'), context)
  await cache.set(keyOf('/products/porch'), rendered('new'), context)
  const made = await get('/products/porch')
  expect([made.text, made.headers['x-nextjs-prerender']]).toEqual(['<p>new</p>', '1'])
  expect(next).toHaveLength(1)
})

test('changed, looked at by nobody, restarted: the old page does not come back, the new one outlives the restart', async () => {
  const first = await startProcess()
  await first.run('expire', 'product:porch')
  first.end()
  const second = await startProcess()
  expect(await second.get('/products/porch')).toBe('of Next')
  await second.run('render', '/products/porch', 'new')
  second.end()
  const third = await startProcess()
  expect(await third.get('/products/porch')).toBe('<p>new</p>')
})

test('of two processes side by side, none shows a page that the other one knows to be old', async () => {
  const [one, two] = await Promise.all([startProcess(), startProcess()])
  for (const { get } of [one, two]) expect(await get('/products/porch')).toBe('<p>/products/porch</p>')
  await two.run('begin', '/products/porch')
  await one.run('expire', 'product:porch')
  expect(await two.get('/products/porch')).toBe('of Next')
  // It was rendering while the other one heard of the change.
  await two.run('end', '/products/porch', 'of the time before')
  expect(await two.get('/products/porch')).toBe('of Next')
  await one.run('render', '/products/porch', 'new')
  expect(await one.get('/products/porch')).toBe('<p>new</p>')
  expect(await two.run('read', '/products/porch')).not.toContain('before')
  expect(await two.get('/products/porch')).not.toContain('/products/porch')
})

test('a page that lives for a while goes to Next when it is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  close.push(() => vi.useRealTimers())
  const { get, next, cache } = await start()
  await cache.get(keyOf('/status'), context)
  await cache.set(keyOf('/status'), rendered('up', 'status'), {
    ...context,
    cacheControl: { revalidate: 60, expire: 600 },
  })
  expect((await get('/status')).text).toBe('<p>up</p>')
  vi.advanceTimersByTime(61_000)
  await get('/status')
  expect(next).toEqual(['GET /status'])
})

test('the answer of a route that is the same for everybody is a file as well', async () => {
  const { get, cache } = await start()
  const key = keyOf('/sitemap.xml').replace('APP_PAGE', 'APP_ROUTE')
  const of = { kind: 'APP_ROUTE', isFallback: false, cacheControl: { revalidate: 60, expire: 90 } }
  const headers = { 'content-type': 'application/xml', 'x-next-cache-tags': 'catalog' }
  const write = async (more: object) => {
    await cache.get(key, of)
    await cache.set(
      key,
      { kind: 'APP_ROUTE', body: Buffer.from('<xml/>'), status: 200, headers: { ...headers, ...more } },
      of,
    )
    return get('/sitemap.xml')
  }
  const { text, headers: told } = await write({})
  expect([text, told['content-type'], told['cache-control']]).toEqual([
    '<xml/>',
    'application/xml',
    's-maxage=60, stale-while-revalidate=30',
  ])
  expect((await write({ 'cache-control': 'public, max-age=0' })).headers['cache-control']).toBe('public, max-age=0')
})

test.each([
  ['not found', { status: 404 }],
  ['moved', { status: 308 }],
  ['a shell that continues for each caller', { postponed: 'state' }],
])('a page that is %s is never a file', async (_, part) => {
  const { get, cache } = await start()
  await cache.get(keyOf('/products/new'), context)
  await cache.set(keyOf('/products/new'), { ...rendered('new'), ...part }, context)
  expect((await get('/products/new')).text).toBe('of Next')
})
