import { ShopError } from '#lib/errors.ts'

const megabyte = 1_048_576

/**
 * Bytes after which it stops reading. Many callers send the whole body before they read the answer, and a server that stops at the
 * limit gives them a broken connection in place of the reason.
 */
const patience = 8 * megabyte

// A byte order mark stays in the text, because senders sign it with the rest.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the body as text. It counts the bytes, because Content-Length can be wrong, and keeps none above the limit.
 * @param limit bytes
 * @throws ShopError too_large; invalid when the body is not UTF-8, which signatures could not be checked over
 */
export async function readBody(request: Request, limit = megabyte): Promise<string> {
  const tooLarge = new ShopError('too_large', `The body is larger than ${limit / 1024} kB.`)
  if (Number(request.headers.get('content-length') ?? 0) > patience) throw tooLarge
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > patience) break
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) throw tooLarge
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new ShopError('invalid', 'The body is not text in UTF-8.')
  }
}
