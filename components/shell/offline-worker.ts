// The service worker: what was seen stays readable without a connection. app/sw.js/route.ts sends the text of these functions
// to the browser, so each one uses only what it declares itself, and types.

type Waiting = { waitUntil(work: Promise<unknown>): void }
type Asked = Waiting & { request: Request; respondWith(answer: Promise<Response>): void }

/** The parts of a service worker's global scope that are used: https://www.w3.org/TR/service-workers/#serviceworkerglobalscope-interface */
export type Scope = {
  location: { origin: string }
  caches: CacheStorage
  fetch: typeof fetch
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  registration: { unregister(): Promise<boolean> }
  addEventListener: {
    (type: 'install' | 'activate', listener: (event: Waiting) => void): void
    (type: 'fetch', listener: (event: Asked) => void): void
  }
}

/**
 * Keeps the pages that somebody saw and shows them when the network fails, marked with `data-offline`. It never keeps a page
 * that depends on the visitor, so no price in a cart is ever old, and it does not touch the admin, accounts, orders and forms.
 * @param offline the path of the page that it shows instead of one that was not seen
 */
export function runOfflineWorker(scope: Scope, offline: string): void {
  const [pages, files] = ['pages-1', 'files-1']
  const [mostPages, mostFiles] = [40, 200]
  const untouched = /^\/(?:admin|account|api|orders|sign-in|newsletter|sw\.js)(?:\/|$)/
  const personal = /^\/(?:cart|search|wishlist)(?:\/|$)/

  scope.addEventListener('install', (event) => {
    const keep = async () => (await scope.caches.open(pages)).add(offline)
    event.waitUntil(keep().then(() => scope.skipWaiting()))
  })

  scope.addEventListener('activate', (event) => {
    const tidy = async () => {
      const names = await scope.caches.keys()
      await Promise.all(
        names.filter((name) => name !== pages && name !== files).map((name) => scope.caches.delete(name)),
      )
      await scope.clients.claim()
    }
    event.waitUntil(tidy())
  })

  scope.addEventListener('fetch', (event) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== scope.location.origin || untouched.test(pathname)) return
    if (pathname.startsWith('/_next/static/')) event.respondWith(file(event))
    else if (request.mode === 'navigate') event.respondWith(page(event, pathname))
  })

  /** Files of a build have a hash in their name and never change. */
  async function file(event: Asked): Promise<Response> {
    const cache = await scope.caches.open(files)
    const known = await cache.match(event.request, { ignoreVary: true })
    if (known) return known
    const answer = await scope.fetch(event.request)
    if (answer.ok) event.waitUntil(keep(cache, event.request.url, answer.clone(), mostFiles))
    return answer
  }

  async function page(event: Asked, path: string): Promise<Response> {
    const cache = await scope.caches.open(pages)
    try {
      const answer = await scope.fetch(event.request)
      const isPublic = !/private|no-store/.test(answer.headers.get('cache-control') ?? 'private')
      const isPage = answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html')
      if (isPublic && isPage && !personal.test(path)) event.waitUntil(keep(cache, path, answer.clone(), mostPages))
      return answer
    } catch {
      const seen = personal.test(path) ? undefined : await cache.match(path, { ignoreVary: true })
      if (seen) return asSeen(await seen.text())
      const shell = await cache.match(offline, { ignoreVary: true })
      if (!shell) return Response.error()
      const links = await listSeen(cache)
      return asSeen((await shell.text()).replace('<ul id="seen">', `<ul id="seen">${links}`))
    }
  }

  /** React ignores other attributes of the root element when it takes over the page. */
  function asSeen(html: string): Response {
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return new Response(html.replace('<html', '<html data-offline=""'), { headers })
  }

  async function listSeen(cache: Cache): Promise<string> {
    const items: string[] = []
    for (const { url } of (await cache.keys()).toReversed()) {
      const { pathname } = new URL(url)
      if (pathname === offline) continue
      const html = await (await cache.match(url, { ignoreVary: true }))?.text()
      const title = /<title>([^<]*)<\/title>/.exec(html ?? '')?.[1]
      if (title) items.push(`<li><a href="${pathname.replaceAll('"', '')}">${title}</a></li>`)
    }
    return items.join('')
  }

  /** The newest entries stand last; the oldest one leaves when there are too many. The offline page stays. */
  async function keep(cache: Cache, key: string, answer: Response, most: number): Promise<void> {
    await cache.delete(key, { ignoreVary: true })
    await cache.put(key, answer)
    const old = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== offline)
    await Promise.all(
      old.slice(0, Math.max(old.length - most, 0)).map((one) => cache.delete(one, { ignoreVary: true })),
    )
  }
}

/** Takes back what the service worker kept, and the worker itself: a browser that has one asks for its text again and again. */
export function endOfflineWorker(scope: Scope): void {
  scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
  scope.addEventListener('activate', (event) => {
    const end = async () => {
      const names = await scope.caches.keys()
      await Promise.all(names.map((name) => scope.caches.delete(name)))
      await scope.registration.unregister()
    }
    event.waitUntil(end())
  })
}
