import { describe, expect, test } from 'vitest'
import { endOfflineWorker, runOfflineWorker, type Scope } from '#components/shell/offline-worker.ts'

const origin = 'https://lamps.example'
const html = (title: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><ul id="seen"></ul></html>`

/** A cache as browsers have it, as far as the worker uses it. */
class FakeCache {
  readonly entries = new Map<string, Response>()
  readonly answer: (url: string) => Promise<Response>
  constructor(answer: (url: string) => Promise<Response>) {
    this.answer = answer
  }

  readonly at = (key: RequestInfo) => new URL(typeof key === 'string' ? key : key.url, origin).href
  readonly add = async (key: string) => void this.entries.set(this.at(key), await this.answer(this.at(key)))
  readonly put = async (key: string, answer: Response) => void this.entries.set(this.at(key), answer)
  readonly match = async (key: RequestInfo) => this.entries.get(this.at(key))?.clone()
  readonly delete = async (key: RequestInfo) => this.entries.delete(this.at(key))
  readonly keys = async () => [...this.entries.keys()].map((url) => new Request(url))
}

/** Runs a worker against a store, and gives what a browser does with it. */
async function start(run: (scope: Scope) => void) {
  const store = { isUp: true, asked: [] as string[] }
  const fetchFrom = async (input: string | { url: string }) => {
    const { pathname, href } = new URL(typeof input === 'string' ? input : input.url)
    store.asked.push(pathname)
    if (!store.isUp) throw new TypeError('Failed to fetch')
    if (pathname === '/missing') return new Response(html('Missing'), { status: 404, headers: publicPage })
    const isPrivate = /^\/(cart|search|hidden)/.test(pathname)
    return new Response(html(href), {
      headers: isPrivate ? { ...publicPage, 'cache-control': 'private, no-store' } : publicPage,
    })
  }
  const all = new Map<string, FakeCache>()
  const listeners: Record<string, (event: never) => void> = {}
  let unregistered = false
  const scope = {
    location: { origin },
    fetch: fetchFrom,
    caches: {
      open: async (name: string) => {
        const cache = all.get(name) ?? new FakeCache(fetchFrom)
        all.set(name, cache)
        return cache
      },
      keys: async () => [...all.keys()],
      delete: async (name: string) => all.delete(name),
    },
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
    registration: {
      unregister: async () => {
        unregistered = true
        return true
      },
    },
    addEventListener: (type: string, listener: (event: never) => void) => {
      listeners[type] = listener
    },
  }
  run(scope as never)
  const send = async (type: string, event: object = {}): Promise<Response | null> => {
    const work: Promise<unknown>[] = []
    const answers: Promise<Response>[] = []
    const full = {
      ...event,
      waitUntil: (one: Promise<unknown>) => work.push(one),
      respondWith: (one: Promise<Response>) => answers.push(one),
    }
    listeners[type]?.(full as never)
    const answer = (await answers[0]) ?? null
    await Promise.all(work)
    return answer
  }
  await send('install')
  await send('activate')
  const open = async (path: string, { method = 'GET', mode = 'navigate', from = origin } = {}) => {
    // Node's requests cannot have the mode of a navigation.
    const answer = await send('fetch', { request: { url: from + path, method, mode } })
    return answer?.text() ?? null
  }
  const kept = () => [...all.values()].flatMap(({ entries }) => [...entries.keys()].map((url) => new URL(url).pathname))
  return { store, open, kept, all, hasEnded: () => unregistered }
}

const publicPage = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 's-maxage=31536000' }
const begin = () => start((scope) => runOfflineWorker(scope, '/offline'))

describe('without a connection', () => {
  test('a page that was seen is shown, and says so; another one gives the offline page with links', async () => {
    const { store, open } = await begin()
    expect(await open('/products/porch?from=mail')).not.toContain('data-offline')
    store.isUp = false
    expect(await open('/products/porch')).toContain('<html data-offline="" lang="en">')
    const other = await open('/products/belfry')
    expect(other).toContain(`<title>${origin}/offline</title>`)
    expect(other).toContain(`<a href="/products/porch">${origin}/products/porch?from=mail</a>`)
    store.isUp = true
    expect(await open('/products/porch')).not.toContain('data-offline')
  })

  test('no cart and no search is shown from before, and nothing that was private or missing', async () => {
    const { store, open, kept } = await begin()
    for (const path of ['/cart', '/search?q=a', '/hidden', '/missing', '/']) await open(path)
    expect(kept()).toEqual(['/offline', '/'])
    store.isUp = false
    for (const path of ['/cart', '/search?q=a', '/hidden', '/missing']) {
      expect(await open(path), path).toContain(`<title>${origin}/offline</title>`)
    }
  })
})

test('the worker leaves the admin, accounts, orders, sign-in, forms, other hosts and data alone', async () => {
  const { open, store } = await begin()
  store.asked.length = 0
  for (const path of ['/admin', '/admin/orders', '/account', '/orders/1?key=a', '/sign-in', '/api/health', '/sw.js']) {
    expect(await open(path), path).toBeNull()
  }
  expect(await open('/products/porch', { method: 'POST' })).toBeNull()
  expect(await open('/products/porch', { from: 'https://pay.example' })).toBeNull()
  expect(await open('/live-stock?slug=porch', { mode: 'cors' })).toBeNull()
  expect(store.asked).toEqual([])
  // An address that only begins in the same way is a page.
  expect(await open('/accountants')).not.toBeNull()
})

test('files of a build are asked for once', async () => {
  const { open, store } = await begin()
  for (const _ of [1, 2]) await open('/_next/static/chunks/a.js', { mode: 'no-cors' })
  expect(store.asked.filter((path) => path.endsWith('a.js'))).toHaveLength(1)
})

test('it keeps forty pages, the last ones, and the offline page', async () => {
  const { open, kept } = await begin()
  for (let page = 1; page <= 45; page++) await open(`/products/page/${page}`)
  await open('/products/page/6')
  expect(kept()).toHaveLength(41)
  expect(kept()).toContain('/offline')
  expect(kept()).not.toContain('/products/page/5')
  expect(kept().at(-1)).toBe('/products/page/6')
})

test('the worker that ends deletes everything and itself', async () => {
  const { all, hasEnded } = await start(endOfflineWorker)
  expect([all.size, hasEnded()]).toEqual([0, true])
})

test('their text needs nothing around it', () => {
  for (const worker of [runOfflineWorker, endOfflineWorker]) {
    const scope = { addEventListener: () => {} }
    expect(() => new Function('scope', `(${worker})(scope, "/offline")`)(scope)).not.toThrow()
  }
})
