import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { tagsManifest } from 'next/dist/server/lib/incremental-cache/tags-manifest.external.js'

// Node gives the CommonJS module; in the bundle of the proxy it is the class.
const FileSystemCache = fileSystemCache.default ?? fileSystemCache
/** @type {string | undefined} */
let file
let writing = Promise.resolve()

/** Milliseconds that no page takes to render. */
const longestRender = 5000

/**
 * The cache of pages of a store that Next serves itself (`cacheHandler` in next.config.js): Next's own, on disk, with three
 * differences. It keeps no page that says that nothing is there, because anybody can ask for any number of them. It keeps no
 * page one of whose tags expired while the page may have been rendering, because Next would take the page for newer. And it
 * remembers expired tags across a restart, because a page that was expired and not made again is still on disk.
 */
export default class PageCache extends FileSystemCache {
  /** @param {{ serverDistDir?: string, [name: string]: unknown }} context without a folder in the proxy, which keeps no pages */
  constructor(context) {
    super(context)
    if (file === undefined && context.serverDistDir) {
      file = join(context.serverDistDir, 'expired-tags.json')
      for (const [tag, times] of readTags(file)) if (!tagsManifest.has(tag)) tagsManifest.set(tag, times)
    }
  }

  /** Stores an entry, unless it is a page with status 404, or one that may be old already. */
  async set(key, data, context) {
    if (data?.kind === 'APP_PAGE' && (data.status === 404 || mayBeOld(data.headers))) return
    await super.set(key, data, context)
  }

  /** Expires the entries with these tags, also after a restart. */
  async revalidateTag(expired, durations) {
    await super.revalidateTag(expired, durations)
    writing = writing.then(writeTags)
    await writing
  }
}

/** @param {Record<string, unknown> | undefined} headers of a page, with its tags */
function mayBeOld(headers) {
  const own = String(headers?.['x-next-cache-tags'] ?? '').split(',')
  return own.some((tag) => (tagsManifest.get(tag)?.expired ?? 0) > Date.now() - longestRender)
}

/** @param {string} path */
function readTags(path) {
  try {
    return Object.entries(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // No tag has expired since the build, or the disk was full: then pages are as old as the build made them.
    return []
  }
}

/** Replaces the file at once, so that a kill leaves the old or the new one. A full disk must not stop what expired the tags. */
async function writeTags() {
  if (file === undefined) return
  try {
    await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(tagsManifest)))
    await rename(`${file}.new`, file)
  } catch (error) {
    console.error('The expired tags of pages could not be kept', error)
  }
}
