import type { MiddlewareHandler } from 'hono'
import { ApiError } from '#local/queue/api-error.ts'

// Far above any message; who sends more does lose the connection.
const longestDrain = 67_108_864

/**
 * Refuses a body of more than `size` bytes with 413. The body is read to its end first: an answer that comes earlier cuts
 * the connection while the client still writes, and the client sees a network error instead of the refusal.
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
