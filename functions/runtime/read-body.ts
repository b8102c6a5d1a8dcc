import { ShopError } from '#lib/errors.ts'

const limit = 1_048_576

/**
 * Reads the body as text, at most 1 MB. Reading stops at the limit, because Content-Length can be wrong.
 * @throws ShopError too_large
 */
export async function readBody(request: Request): Promise<string> {
  const tooLarge = new ShopError('too_large', 'The body is larger than 1 MB.')
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return new TextDecoder().decode(bytes)
}
