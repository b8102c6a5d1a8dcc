import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { nodeFs } from 'next/dist/server/lib/node-fs-methods.js'
import { type Answer, answerOf, type Entry, type Page, toPage } from '#server/page.ts'
import PageCache, { learnExpired, listen, tagsOf } from '#server/page-cache.js'
import type { Routes } from '#server/routes.ts'

/** Bytes of pages in memory; those that nobody asked for longest leave first. */
const most = 128 * 1024 * 1024
const plainPath = /^\/[\w\-./]*$/

/**
 * The pages of the store as files in memory: those of the build, and each one that Next has made again. A page leaves as soon
 * as one of its tags expires, and `again` is called for those that somebody has looked at.
 */
export class Pages {
  readonly #pages = new Map<string, Page>()
  /** paths of the build that were not read yet */
  readonly #unread: Set<string>
  readonly #cache: PageCache
  readonly #distDir: string
  readonly #routes: Routes
  readonly #again: (path: string) => void
  #size = 0

  constructor(distDir: string, routes: Routes, again: (path: string) => void) {
    this.#distDir = distDir
    this.#routes = routes
    this.#again = again
    this.#unread = new Set([...routes.built.keys()].filter((path) => plainPath.test(path)))
    const serverDistDir = join(distDir, 'server')
    const cache = {
      fs: nodeFs,
      dev: false,
      flushToDisk: true,
      serverDistDir,
      revalidatedTags: [],
    }
    this.#cache = new PageCache(cache)
    listen({ kept: (key, entry) => this.#keep(key, entry), expired: (tags) => this.#expire(new Set(tags)) })
  }

  /** The answer to a request; undefined when Next must give it, a promise when the page is read first. */
  find(path: string, query: string, headers: IncomingHttpHeaders): Answer | undefined | Promise<Answer | undefined> {
    learnExpired()
    const page = this.#pages.get(path)
    if (page === undefined && !this.#unread.has(path)) return undefined
    if (this.#routes.isGuarded(path, headers)) return undefined
    const wanted = answerOf(headers, query)
    if (wanted === null) return undefined
    return page
      ? this.#look(path, page, wanted)
      : this.#load(path).then(() => this.#look(path, this.#pages.get(path), wanted))
  }

  /** Reads and compresses the pages of the build, so that their first visitor waits no longer than the next one. */
  async warm(): Promise<void> {
    for (const path of this.#routes.built.keys()) {
      await this.#load(path)
      for (const { body } of this.#pages.get(path)?.answers.values() ?? []) {
        await body.make('br')
        await body.make('gzip')
      }
      if (this.#size > most / 2) return
    }
  }

  #look(path: string, page: Page | undefined, wanted: string): Answer | undefined {
    if (page === undefined) return undefined
    if (page.until <= Date.now()) {
      // Next shows this one once more, and makes the next one behind it.
      this.#remove(path)
      return undefined
    }
    page.asked = true
    // The map is in the order of the last request.
    this.#pages.delete(path)
    this.#pages.set(path, page)
    return page.answers.get(wanted)
  }

  /** Reads a page of the build once; `#keep` hears of it when it is not old. */
  async #load(path: string): Promise<void> {
    if (!this.#unread.delete(path)) return
    const file = join(this.#distDir, 'server', 'app', `${path === '/' ? 'index' : path}.meta`)
    try {
      const { routeCache } = JSON.parse(await readFile(file, 'utf8')) as { routeCache?: { key: string } }
      if (!routeCache) return
      const kind = routeCache.key.split('/')[2]
      await this.#cache.get(routeCache.key, { kind, isRoutePPREnabled: true, isFallback: false })
    } catch {
      // Next knows what to do without it.
    }
  }

  #keep(key: string, entry: Entry): void {
    const path = pathOf(key)
    const known = path === null ? undefined : this.#pages.get(path)
    if (path === null || known?.made === entry.lastModified) return
    const life = entry.cacheControl ?? this.#routes.built.get(path)
    const page = toPage(
      { ...entry, ...(life && { cacheControl: life }) },
      this.#routes.headersOf(path),
      tagsOf(entry.value),
    )
    this.#unread.delete(path)
    this.#remove(path)
    if (page && page.until > Date.now()) this.#add(path, page)
    for (const oldest of this.#pages.keys()) {
      if (this.#size <= most) return
      this.#remove(oldest)
    }
  }

  #expire(tags: ReadonlySet<string>): void {
    for (const [path, page] of this.#pages) {
      if (!page.tags.some((tag) => tags.has(tag))) continue
      this.#remove(path)
      if (page.asked) this.#again(path)
    }
  }

  #add(path: string, page: Page): void {
    this.#pages.set(path, page)
    this.#size += page.size
  }

  #remove(path: string): void {
    this.#size -= this.#pages.get(path)?.size ?? 0
    this.#pages.delete(path)
  }
}

/** The path of a page from its key in the cache, such as `/route-cache/APP_PAGE/5df7…/$/products/porch`. */
function pathOf(key: string): string | null {
  const path = key.slice(key.indexOf('/$/') + 2)
  if (!key.includes('/$/') || !plainPath.test(path)) return null
  return path === '/index' ? '/' : path
}
