import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { zstdCompress, zstdDecompress } from 'node:zlib'

/** @typedef {import('#server/page-cache.js').Entry} Entry */

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Bytes of all files: about 80,000 pages of lamps. Beyond it, those that were made longest ago leave, and are made again when asked for. */
const most = 2 * 1024 ** 3

/**
 * The pages that were made again, a compressed file each. A page stands in an entry three times, as a document, as the data of the
 * router and in its segments, so that a file is a tenth of it.
 */
export class PageFiles {
  /** The sizes by name, in the order in which they were made. @type {Promise<Map<string, number>> | undefined} */
  #sizes
  #bytes = 0
  #folder
  #most

  /** @param {string} folder @param {number} [limit] bytes of all files */
  constructor(folder, limit = most) {
    this.#folder = folder
    this.#most = limit
  }

  /** @param {string} key @returns {Promise<Entry | null>} */
  async read(key) {
    try {
      const { html, ...entry } = deserialize(await decompress(await readFile(this.#fileOf(nameOf(key)))))
      return html === undefined ? entry : { ...entry, value: { ...entry.value, html: html.toString() } }
    } catch {
      return null
    }
  }

  /**
   * Writes a file that takes the place of the last one at once.
   * @param {string} key
   * @param {Entry} entry
   * @throws when the disk is full
   */
  async write(key, { value, ...entry }) {
    const name = nameOf(key)
    const fresh = this.#fileOf(`${name}.${process.pid}.${Math.random().toString(36).slice(2)}`)
    await mkdir(this.#folder, { recursive: true })
    this.#sizes ??= this.#list().catch((error) => {
      // The next page lists them again.
      this.#sizes = undefined
      throw error
    })
    const sizes = await this.#sizes
    // Most documents have a letter that would make the text two bytes for each.
    const { html, ...rest } = value
    const whole = typeof html === 'string' ? { ...entry, value: rest, html: Buffer.from(html) } : { ...entry, value }
    const bytes = await compress(serialize(whole))
    await writeFile(fresh, bytes)
    await rename(fresh, this.#fileOf(name))
    this.#bytes += bytes.length - (sizes.get(name) ?? 0)
    sizes.delete(name)
    sizes.set(name, bytes.length)
    for (const [oldest, size] of sizes) {
      if (this.#bytes <= this.#most) return
      this.#bytes -= size
      sizes.delete(oldest)
      await rm(this.#fileOf(oldest), { force: true })
    }
  }

  /** What earlier processes left. Those beside this one have lists of their own. */
  async #list() {
    const files = []
    for (const name of await readdir(this.#folder)) {
      const found = await stat(this.#fileOf(name)).catch(() => null)
      if (found) files.push({ name, size: found.size, made: found.mtimeMs })
    }
    files.sort((one, other) => one.made - other.made)
    this.#bytes = files.reduce((sum, { size }) => sum + size, 0)
    return new Map(files.map(({ name, size }) => [name, size]))
  }

  /** @param {string} name */
  #fileOf(name) {
    return join(this.#folder, name)
  }
}

/** @param {string} key */
const nameOf = (key) => createHash('sha256').update(key).digest('hex')
