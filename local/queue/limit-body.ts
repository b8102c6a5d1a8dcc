import type { MiddlewareHandler } from 'hono'
import { ApiError } from '#local/queue/api-error.ts'

// Far above any message. A client that sends more loses its connection.
const longestDrain = 67_108_864

/**
 * Refuses a body of more than `size` bytes with 413. It first reads the body to its end: an earlier response would close the
 * connection while the client still writes, and the client would see a network error instead of the 413.
 */
export const limitBody =
  (size: number): MiddlewareHandler =>
  async ({ req: request }, next) => {
    const { raw } = request
    if (!raw.body) return next()
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of raw.body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length <= size) chunks.push(chunk)
      if (length > longestDrain) break
    }
    if (length > size) throw new ApiError(413, `message is larger than ${size} bytes`)
    request.raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body: Buffer.concat(chunks) })
    return next()
  }
