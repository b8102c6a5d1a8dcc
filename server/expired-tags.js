import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** @typedef {{ expired?: number, stale?: number }} Times milliseconds, as Next's tagsManifest has them */

/** Bytes from which the log is written anew at a start. */
const longest = 256 * 1024

/**
 * The tags of pages that have expired, as a log on disk: a line for each call, only ever added to, so that its size says whether
 * there is news. It outlives the process, and processes beside each other share it, so that none of them shows a page that
 * another one knows to be old.
 */
export class ExpiredTags {
  /** how far the log was read, and which file it was */
  #read = 0
  #inode = 0
  #file
  #manifest

  /**
   * @param {string} file
   * @param {Map<string, Times>} manifest where the tags go, the newest times win
   */
  constructor(file, manifest) {
    this.#file = file
    this.#manifest = manifest
    this.learn()
    if (this.#read > longest) this.#shorten()
  }

  /**
   * Reads what was added to the log since the last call; costs one `stat` when nothing was.
   * @returns {string[]} the tags that it names
   */
  learn() {
    const found = statSync(this.#file, { throwIfNoEntry: false })
    if (!found || (found.size === this.#read && found.ino === this.#inode)) return []
    if (found.ino !== this.#inode || found.size < this.#read) this.#read = 0
    this.#inode = found.ino
    const text = readFrom(this.#file, this.#read)
    const whole = text.subarray(0, text.lastIndexOf('\n') + 1)
    this.#read += whole.length
    const named = []
    for (const line of whole.toString().split('\n')) {
      for (const [tag, times] of parse(line)) {
        named.push(tag)
        const known = this.#manifest.get(tag) ?? {}
        this.#manifest.set(tag, {
          expired: Math.max(known.expired ?? 0, times.expired ?? 0),
          stale: Math.max(known.stale ?? 0, times.stale ?? 0),
        })
      }
    }
    return named
  }

  /**
   * Adds tags to the log.
   * @param {string[]} tags
   * @param {Times} times
   * @throws when the disk is full
   */
  add(tags, times) {
    mkdirSync(dirname(this.#file), { recursive: true })
    const line = `${JSON.stringify(tags.map((tag) => [tag, times]))}\n`
    for (;;) {
      const log = openSync(this.#file, 'a')
      try {
        appendFileSync(log, line)
        // Another process may have put a shorter log in its place meanwhile.
        if (statSync(this.#file).ino === fstatSync(log).ino) return
      } finally {
        closeSync(log)
      }
    }
  }

  /** Replaces the log by one that names each tag once, and takes along what others add to the old one meanwhile. */
  #shorten() {
    const old = openSync(this.#file, 'r')
    const fresh = `${this.#file}.${process.pid}`
    try {
      const from = this.#read
      writeFileSync(fresh, `${JSON.stringify([...this.#manifest])}\n`)
      renameSync(fresh, this.#file)
      appendFileSync(this.#file, readFrom(old, from))
    } finally {
      closeSync(old)
    }
  }
}

/** @param {string | number} file its path, or open @param {number} start @returns {Buffer} */
function readFrom(file, start) {
  if (typeof file === 'string') {
    const log = openSync(file, 'r')
    try {
      return readFrom(log, start)
    } finally {
      closeSync(log)
    }
  }
  const rest = Buffer.alloc(Math.max(0, fstatSync(file).size - start))
  return rest.subarray(0, readSync(file, rest, 0, rest.length, start))
}

/** @param {string} line @returns {[string, Times][]} nothing for a line that a full disk cut off */
function parse(line) {
  try {
    return line ? JSON.parse(line) : []
  } catch {
    return []
  }
}
