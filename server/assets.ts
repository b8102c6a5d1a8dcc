import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Body } from '#server/body.ts'
import type { Answer } from '#server/page.ts'
import type { Routes } from '#server/routes.ts'

const prefix = '/_next/static/'
const types: Record<string, { type: string; compress: boolean }> = {
  '.js': { type: 'application/javascript; charset=UTF-8', compress: true },
  '.css': { type: 'text/css; charset=UTF-8', compress: true },
  '.svg': { type: 'image/svg+xml', compress: true },
  '.woff2': { type: 'font/woff2', compress: false },
}
/** Bytes of a file that is kept in memory; none of a build is near it. */
const largest = 4 * 1024 * 1024

/** The scripts, styles and fonts of a build, whose names have a hash. Each is read when it is first asked for. */
export class Assets {
  readonly #known = new Map<string, Promise<Answer | undefined>>()
  readonly #answers = new Map<string, Answer>()
  readonly #distDir: string
  readonly #routes: Routes

  constructor(distDir: string, routes: Routes) {
    this.#distDir = distDir
    this.#routes = routes
  }

  /** The answer to a request for a file; undefined when it is no such file, and Next must answer. */
  find(path: string): Answer | undefined | Promise<Answer | undefined> {
    if (!path.startsWith(prefix)) return undefined
    return this.#answers.get(path) ?? this.#known.get(path) ?? this.#read(path)
  }

  #read(path: string): Promise<Answer | undefined> | undefined {
    const kind = types[extname(path)]
    if (!kind || /\/\.{0,2}\//.test(path) || !/^[\w\-./~]+$/.test(path)) return undefined
    const reading = this.#open(path, kind)
    this.#known.set(path, reading)
    void reading.then((answer) => {
      this.#known.delete(path)
      if (answer) this.#answers.set(path, answer)
    })
    return reading
  }

  async #open(path: string, { type, compress }: { type: string; compress: boolean }): Promise<Answer | undefined> {
    const file = join(this.#distDir, 'static', path.slice(prefix.length))
    try {
      const { size } = await stat(file)
      if (size > largest) return undefined
      const headers = [
        ...this.#routes.headersOf(path),
        ['Cache-Control', 'public, max-age=31536000, immutable'],
        ['Content-Type', type],
        ...(compress ? [['Vary', 'Accept-Encoding']] : []),
      ] as Answer['headers']
      return { body: new Body(await readFile(file), compress ? 9 : null), headers }
    } catch {
      // No such file, which Next says in its own way.
      return undefined
    }
  }
}
