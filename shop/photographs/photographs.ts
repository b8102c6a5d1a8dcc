import * as z from 'zod'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** A file that was made from an original. */
export type MadeSize = {
  format: 'webp' | 'avif' | 'jpeg'
  width: number
  height: number
  bytes: Uint8Array
}

/** The result of decoding an original, beside its files: its upright size in pixels and its thumbhash (base64). */
export type MadePhotograph = { width: number; height: number; thumbhash: string }

/** Notes that an original was uploaded. Returns the job for the queue, or null when no photograph expects the file. */
export async function markUploaded(db: Db, path: string, trace: Traceparent): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('mark_uploaded', { original_path: path, trace })))
}

/**
 * Opens a photograph's original, whose bytes come while they are read: 'removed' when staff have removed the photograph, 'missing' when
 * storage has no such file any more. @throws Error when storage does not answer
 */
export async function openOriginal(
  db: Db,
  photographId: string,
): Promise<AsyncIterable<Uint8Array> | 'removed' | 'missing'> {
  const photograph = unwrap(await db.from('photographs').select('original_path').eq('id', photographId).maybeSingle())
  if (!photograph) return 'removed'
  const { data, error } = await db.storage.from('originals').download(photograph.original_path).asStream()
  if (data) return data
  if ((error as { statusCode?: string }).statusCode === '404') return 'missing'
  throw new Error(`storage: ${error.message}`)
}

/** A file in public storage, as its row says. */
export type SavedSize = Omit<MadeSize, 'bytes'> & { bytes: number; path: string }

/**
 * Writes a file of a photograph to public storage. Its path holds the hash of its content, so a file never changes and may be
 * cached for ever. @throws Error when storage does not take it
 */
export async function saveSize(db: Db, photographId: string, { bytes, ...size }: MadeSize): Promise<SavedSize> {
  const path = `${photographId}/${await hash(bytes)}-${size.width}.${size.format === 'jpeg' ? 'jpg' : size.format}`
  const options = { contentType: `image/${size.format}`, cacheControl: '31536000, immutable', upsert: true }
  const { error } = await db.storage.from('photographs').upload(path, bytes as Uint8Array<ArrayBuffer>, options)
  if (error) throw new Error(`storage: ${error.message}`)
  return { ...size, bytes: bytes.byteLength, path }
}

/** Writes the sizes of a photograph, whose files are in storage, to the database. Returns the job for the remaining formats, if any. */
export async function saveSizes(
  db: Db,
  photographId: string,
  { width, height, thumbhash, sizes }: MadePhotograph & { sizes: SavedSize[] },
): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('save_sizes', { photograph_id: photographId, width, height, thumbhash, sizes })))
}

/** Marks a photograph as failed, with a reason that staff can act on. */
export async function failPhotograph(db: Db, photographId: string, reason: string): Promise<void> {
  unwrap(await db.rpc('fail_photograph', { photograph_id: z.uuid().parse(photographId), reason }))
}

async function hash(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
