import type { Bucket } from '#local/supabase/storage/catalog.ts'
import type { Content } from '#local/supabase/storage/objects.ts'
import { invalidMimeType, StorageProblem, tooLarge } from '#local/supabase/storage/problem.ts'

/** The default of hosted projects: 50 MB. */
export const largestFile = 50 * 1024 * 1024

/** Reads an upload as storage-js sends it: a form for a Blob, else the bare bytes with their headers. */
export async function readUpload(request: Request): Promise<Content> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data')) return readForm(await request.formData())
  const metadata = request.headers.get('x-metadata')
  return {
    bytes: new Uint8Array(await request.arrayBuffer()),
    type: request.headers.get('content-type') ?? 'application/octet-stream',
    cacheControl: request.headers.get('cache-control') ?? 'no-cache',
    userMetadata: metadata ? readMetadata(Buffer.from(metadata, 'base64').toString()) : null,
  }
}

async function readForm(form: FormData): Promise<Content> {
  const file = [...form.values()].find((value) => value instanceof File)
  if (!file) throw new StorageProblem(400, 'InvalidRequest', 'The form holds no file')
  const cacheControl = form.get('cacheControl')
  const metadata = form.get('metadata')
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    type: file.type || 'application/octet-stream',
    cacheControl: typeof cacheControl === 'string' ? `max-age=${cacheControl}` : 'no-cache',
    userMetadata: typeof metadata === 'string' ? readMetadata(metadata) : null,
  }
}

function readMetadata(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new StorageProblem(400, 'InvalidRequest', 'The metadata is not JSON')
  }
}

/** @throws when the bucket does not take a file of this size or type */
export function checkContent(bucket: Bucket, { bytes, type }: Content): void {
  const limit = Math.min(largestFile, bucket.file_size_limit === null ? largestFile : Number(bucket.file_size_limit))
  if (bytes.byteLength > limit) throw tooLarge()
  // Compared as it was sent: `text/csv; charset=utf-8` is not `text/csv`.
  const [family, kind] = type.split('/', 2)
  const fits = (allowed: string) => allowed === `${family}/${kind}` || allowed === `${family}/*`
  if (bucket.allowed_mime_types?.length && !bucket.allowed_mime_types.some(fits)) throw invalidMimeType(type)
}
