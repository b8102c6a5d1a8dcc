import { join } from 'node:path'
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { areTagsExpired, tagsManifest } from 'next/dist/server/lib/incremental-cache/tags-manifest.external.js'
import { ExpiredTags } from '#server/expired-tags.js'
import { PageFiles } from '#server/page-files.js'

// Node gives the CommonJS module; in the bundle of the proxy it is the class.
const FileSystemCache = fileSystemCache.default ?? fileSystemCache

/**
 * @typedef {{ value: any, lastModified: number, cacheControl?: { revalidate: number | false, expire?: number } }} Entry
 * @typedef {{ kept(key: string, entry: Entry): void, expired(tags: string[]): void }} Listener
 */

/** @type {ExpiredTags | undefined} */
let log
/** The pages that were made again. @type {PageFiles | undefined} */
let files
/** When the rendering of a page that was in no cache began, by its key. @type {Map<string, number>} */
const rendering = new Map()
/** @type {Set<Listener>} */
const listeners = new Set()

/** Milliseconds that no page takes to render; for renderings whose begin is unknown. */
const longestRender = 5000

/**
 * The cache of pages of a store that Next serves itself (`cacheHandler` in next.config.js): Next's own, with four differences.
 * It keeps no page that says that nothing is there, because anybody can ask for any number of them. It keeps no page one of
 * whose tags expired after its rendering began, because Next would take the page for newer. It remembers expired tags across
 * a restart and shares them with other processes (expired-tags.js). And it keeps a page that was made again as one file, which
 * takes the place of the last one at once, so that no other process reads a mixture of two.
 */
export default class PageCache extends FileSystemCache {
  /** @param {{ serverDistDir?: string, [name: string]: unknown }} context without a folder in the proxy, which keeps no pages */
  constructor(context) {
    // It would write several files for an entry.
    super({ ...context, flushToDisk: false })
    const { flushToDisk, serverDistDir } = context
    if (serverDistDir) log ??= new ExpiredTags(join(serverDistDir, 'expired-tags'), tagsManifest)
    if (serverDistDir && flushToDisk) files ??= new PageFiles(join(serverDistDir, 'made-again'))
  }

  /** The entry of a page; null when there is none, or when it is old. */
  async get(key, context) {
    learnExpired()
    const isPage = context.kind !== 'FETCH'
    const entry = (isPage && (await this.#read(key))) || (await super.get(key, context))
    if (isPage && entry) tell(key, entry, context)
    if (isPage && !entry) noteBegin(key)
    return entry
  }

  /** Stores an entry, unless it is a page with status 404, or one that may be old already. */
  async set(key, data, context) {
    if (data?.kind !== 'APP_PAGE' && data?.kind !== 'APP_ROUTE') return super.set(key, data, context)
    const began = rendering.get(key) ?? Date.now() - longestRender
    rendering.delete(key)
    learnExpired()
    if (data.status === 404 || isOld(data, began)) return
    await super.set(key, data, context)
    // A tag may expire from now on, so that the entry counts from the begin of its rendering.
    const { cacheControl } = context
    const entry = { value: data, lastModified: began, ...(cacheControl && { cacheControl }) }
    tell(key, entry, context)
    if (!files || context.isFallback) return
    await files.write(key, entry).catch((error) => console.error('A page that was made again could not be kept', error))
  }

  /** Expires the entries with these tags, also after a restart, and in other processes. */
  async revalidateTag(expired, durations) {
    const tags = [expired].flat()
    // A page that was stored in this millisecond is old as well.
    const now = Date.now() + 1
    const ends = durations ? durations.expire !== undefined && now + durations.expire * 1000 : now
    try {
      log?.add(tags, { ...(durations && { stale: now }), ...(ends !== false && { expired: ends }) })
    } catch (error) {
      // A full disk must not stop what expired the tags.
      console.error('The expired tags of pages could not be kept', error)
    }
    await super.revalidateTag(tags, durations)
    learnExpired()
    for (const listener of listeners) listener.expired(tags)
  }

  /** An entry that was made again, and that only the disk has. */
  async #read(key) {
    if (!files || FileSystemCache.memoryCache?.get(key)) return null
    const entry = await files.read(key)
    if (!entry || areTagsExpired(tagsOf(entry.value), entry.lastModified)) return null
    FileSystemCache.memoryCache?.set(key, entry)
    return entry
  }
}

/** Of two renderings of a page at the same time, the first one counts. Those that failed leave their key behind. */
function noteBegin(key) {
  if (rendering.size > 1000) rendering.clear()
  if (!rendering.has(key)) rendering.set(key, Date.now())
}

/** Learns which tags other processes have expired. */
export function learnExpired() {
  const tags = log?.learn() ?? []
  if (tags.length > 0) for (const listener of listeners) listener.expired(tags)
}

/**
 * Tells this listener of every entry that is read or made, and of every tag that expires, in this process or another.
 * @param {Listener} listener
 */
export function listen(listener) {
  listeners.add(listener)
}

function tell(key, entry, context) {
  // The shell of pages that were not made yet is no page.
  if (!context.isFallback && !isOld(entry.value, entry.lastModified))
    for (const listener of listeners) listener.kept(key, entry)
}

/** True when a tag has expired since then. */
function isOld(value, made) {
  return tagsOf(value).some((tag) => (tagsManifest.get(tag)?.expired ?? 0) >= made)
}

/** The tags of an entry. */
export function tagsOf(value) {
  return String(value?.headers?.['x-next-cache-tags'] ?? '').split(',')
}
