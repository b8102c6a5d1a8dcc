import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** Brotli's levels: 5 takes a few milliseconds for a page, which may be made again at any time; 9 is for what never changes. */
type Effort = 5 | 9

/** A body and what was made of it, each compression once and when it is first asked for. */
export class Body {
  /** of the content: two bodies with the same content have the same */
  readonly etag: string
  readonly #bytes: Buffer
  readonly #made: Partial<Record<Encoding, Buffer>>
  readonly #effort: Effort | null

  /** @param effort null for content that is compressed already */
  constructor(bytes: Buffer, effort: Effort | null) {
    this.#bytes = bytes
    this.#effort = effort
    this.#made = { identity: bytes }
    this.etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  }

  /** The encoding of an answer to somebody who accepts these. */
  encodingFor(accepted: string): Encoding {
    return this.#effort === null ? 'identity' : chooseEncoding(accepted)
  }

  /** The bytes of an encoding, or undefined before they were made. */
  find(encoding: Encoding): Buffer | undefined {
    return this.#made[encoding]
  }

  /** The bytes of an encoding. */
  async make(encoding: Encoding): Promise<Buffer> {
    const made = this.#made[encoding] ?? (await this.#compress(encoding))
    this.#made[encoding] = made
    return made
  }

  /** How many bytes it holds in memory. */
  get size(): number {
    return Object.values(this.#made).reduce((sum, { length }) => sum + length, 0)
  }

  async #compress(encoding: Encoding): Promise<Buffer> {
    if (encoding === 'gzip') return toGzip(this.#bytes)
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: this.#effort ?? 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: this.#bytes.length,
    }
    return toBrotli(this.#bytes, { params })
  }
}

const chosen = new Map<string, Encoding>()

/** The best encoding that a header Accept-Encoding allows: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
function chooseEncoding(accepted: string): Encoding {
  const known = chosen.get(accepted)
  if (known) return known
  const allows = (encoding: string) =>
    accepted.split(',').some((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
      return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    })
  const best = (['br', 'gzip'] as const).find(allows) ?? 'identity'
  // Browsers send a handful of them; somebody may invent any number.
  if (chosen.size < 100) chosen.set(accepted, best)
  return best
}
