import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { StorageFiles } from '#local/supabase/storage/files.ts'
import type { ObjectRow, Place } from '#local/supabase/storage/objects.ts'
import type { StorageParts } from '#local/supabase/storage/parts.ts'
import { noSuchKey, StorageProblem } from '#local/supabase/storage/problem.ts'

const streamAbove = 1024 * 1024

/**
 * The answer to a read: 200, 206 for one range, 304 when the caller has this version, 416 for a range outside.
 * Undefined when the version was replaced meanwhile.
 */
export async function serveObject(
  files: StorageFiles,
  request: Request,
  row: ObjectRow,
): Promise<Response | undefined> {
  const headers = headersOf(request, row)
  if (isUnchanged(request, row)) return new Response(null, { status: 304, headers })
  const { size } = row.metadata
  const range = readRange(request, row)
  if (range === 'outside') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`)
  headers.set('content-length', String(end - start + 1))
  headers.set('content-type', row.metadata.mimetype)
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const file = await files.open(row.version)
  return file && new Response(await readPart(file, start, end), { status, headers })
}

/** Serves an object whoever asks. Its row is read twice, since a version may be replaced between reading its row and opening its file. */
export async function serveKnown(parts: StorageParts, request: Request, place: Place): Promise<Response> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const row = await parts.catalog.object(place)
    const response = row && (await serveObject(parts.files, request, row))
    if (response) return response
    parts.catalog.forget(place)
  }
  throw noSuchKey()
}

function headersOf(request: Request, { name, metadata }: ObjectRow): Headers {
  const { cacheControl, eTag, lastModified } = metadata
  const headers = new Headers({ etag: eTag, 'accept-ranges': 'bytes' })
  headers.set('last-modified', new Date(lastModified).toUTCString())
  headers.set('cache-control', cacheControl)
  headers.set('x-robots-tag', 'none')
  const download = new URL(request.url).searchParams.get('download')
  if (download !== null) {
    const fileName = encodeURIComponent(download || (name.split('/').at(-1) ?? name))
    headers.set('content-disposition', `attachment; filename="${fileName}"; filename*=UTF-8''${fileName}`)
  }
  return headers
}

function isUnchanged(request: Request, { metadata }: ObjectRow): boolean {
  const tags = request.headers.get('if-none-match')
  if (tags) return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === metadata.eTag)
  const since = Date.parse(request.headers.get('if-modified-since') ?? '')
  return Math.floor(Date.parse(metadata.lastModified) / 1000) * 1000 <= since
}

/** Source: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests; more than one range is answered whole. */
function readRange(request: Request, { metadata }: ObjectRow): { start: number; end: number } | 'outside' | undefined {
  const { size, eTag } = metadata
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '')
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return undefined
  if ((request.headers.get('if-range') ?? eTag) !== eTag) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end ? 'outside' : { start, end }
}

async function readPart(file: FileHandle, start: number, end: number): Promise<BodyInit> {
  const length = end - start + 1
  if (length > streamAbove) return Readable.toWeb(file.createReadStream({ start, end })) as ReadableStream<Uint8Array>
  try {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await file.read(buffer, 0, length, start)
    if (bytesRead !== length)
      throw new StorageProblem(500, 'InternalError', 'The stored file is shorter than its row says.')
    return buffer
  } finally {
    await file.close()
  }
}
