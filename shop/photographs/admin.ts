import * as z from 'zod'
import { expectChanged, unwrapChange } from '#lib/changes.ts'
import { ShopError } from '#lib/errors.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob, toJobs } from '#lib/jobs.ts'
import { type Neighbours, type PagePlace, pagePlaceOf, sortValues } from '#lib/place.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { traceId } from '#lib/trace.ts'
import { photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import type { AdminPhotograph, PhotographState } from '#shop/photographs/types.ts'

// Staff edit photographs with their own token: row level security and column grants decide who may.

export const photographStates = ['waiting', 'uploaded', 'ready', 'failed'] as const satisfies readonly PhotographState[]

const row = photographRow.extend({
  product_id: z.uuid().nullable(),
  variant_id: z.uuid().nullable(),
  status: z.enum(photographStates),
  reason: z.string().nullable(),
  trace: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  thumbhash: z.string().nullable(),
  products: z.object({ name: z.string(), slug: z.string() }).nullable(),
})
const columns =
  'id, product_id, variant_id, role, alt, status, reason, trace, width, height, thumbhash, focal_x, focal_y, products(name, slug), photograph_sizes(width, height, format, path)'

function toAdminPhotograph(db: Db, value: unknown): AdminPhotograph {
  const {
    product_id,
    variant_id,
    focal_x,
    focal_y,
    width,
    height,
    thumbhash,
    photograph_sizes,
    products,
    trace,
    ...photograph
  } = row.parse(value)
  const whole = width !== null && height !== null && thumbhash !== null && photograph_sizes.length > 0
  return {
    ...photograph,
    productId: product_id,
    finishId: variant_id,
    focalX: focal_x,
    focalY: focal_y,
    product: products,
    trace: traceId(trace),
    photograph: whole
      ? toPhotograph(db, { ...photograph, width, height, thumbhash, focal_x, focal_y, photograph_sizes })
      : null,
  }
}

/** Lists the photographs of one lamp, in the shop's order. */
export async function listPhotographsOf(db: Db, productId: string): Promise<AdminPhotograph[]> {
  const query = db.from('photographs').select(columns).eq('product_id', productId)
  const rows = unwrap(await query.order('position').order('created_at').order('id'))
  return rows.map((photograph) => toAdminPhotograph(db, photograph))
}

const pageSize = 48

/** Reads where a page of the photographs is from URL parameters. */
export const photographPlace = pagePlaceOf([sortValues.moment])

/** Lists a page of all photographs, or of those in one state, the newest first, and counts those of all pages. */
export async function listAdminPhotographs(
  db: Db,
  status: PhotographState | undefined,
  { after, before }: PagePlace,
): Promise<{ photographs: AdminPhotograph[]; count: number } & Neighbours> {
  const ascending = before !== undefined
  const query = db.from('photographs').select(`${columns}, created_at` as const)
  if (status) query.eq('status', status)
  const [at = '', id = ''] = before ?? after ?? []
  // The first condition is one that an index serves.
  if (before) query.gte('created_at', at).or(`created_at.gt."${at}",id.gt.${id}`)
  else if (after) query.lte('created_at', at).or(`created_at.lt."${at}",id.lt.${id}`)
  const read = unwrap(
    await query
      .order('created_at', { ascending })
      .order('id', { ascending })
      .limit(pageSize + 1),
  )
  // Before the second page may be fewer rows than a page has.
  if (before && read.length <= pageSize) return listAdminPhotographs(db, status, {})
  const page = read.slice(0, pageSize)
  const rows = before ? page.toReversed() : page
  const [first, last] = [rows[0], rows.at(-1)]
  const more = read.length > pageSize
  return {
    photographs: rows.map((photograph) => toAdminPhotograph(db, photograph)),
    count: await countPhotographs(db, status),
    previous: first && (before ? more : after) ? [first.created_at, first.id] : null,
    next: last && (before || more) ? [last.created_at, last.id] : null,
  }
}

async function countPhotographs(db: Db, status: PhotographState | undefined): Promise<number> {
  const query = db.from('photographs').select('id', { count: 'exact', head: true })
  const answer = await (status ? query.eq('status', status) : query)
  unwrap(answer)
  return answer.count ?? 0
}

/** Returns true when a lamp has a photograph that lists and its page begin with, or will have one once its sizes are made. */
export async function hasMainPhotograph(db: Db, productId: string): Promise<boolean> {
  const photographs = await listPhotographsOf(db, productId)
  return photographs.some(({ role, status }) => (role === 'on' || role === 'off') && status !== 'failed')
}

/** @throws ShopError not_found */
export async function getAdminPhotograph(db: Db, id: string): Promise<AdminPhotograph> {
  const photograph = unwrap(await db.from('photographs').select(columns).eq('id', id).maybeSingle())
  if (!photograph) throw new ShopError('not_found', 'This photograph is not there any more.')
  return toAdminPhotograph(db, photograph)
}

/**
 * Announces a photograph: adds the row that lets storage accept one file. The first one of a lamp is its main photograph, on.
 * Returns its id.
 * @param extension of the original, such as `jpg`
 * @throws ShopError forbidden
 */
export async function announcePhotograph(db: Db, productId: string, extension: string): Promise<string> {
  const others = unwrap(await db.from('photographs').select('position, role').eq('product_id', productId))
  const hasMain = others.some(({ role }) => role === 'on' || role === 'off')
  const id = crypto.randomUUID()
  const photograph = {
    id,
    product_id: productId,
    role: hasMain ? 'detail' : 'on',
    alt: '',
    position: Math.max(-1, ...others.map(({ position }) => position)) + 1,
    original_path: `uploads/${id}.${extension}`,
  }
  unwrapChange(await db.from('photographs').insert(photograph))
  return id
}

/**
 * Returns the URL to PUT the original of an announced photograph to, valid for two hours; null when it is uploaded already.
 * @throws ShopError forbidden, not_found
 */
export async function signUpload(db: Db, id: string): Promise<string | null> {
  const photograph = unwrap(await db.from('photographs').select('original_path, status').eq('id', id).maybeSingle())
  if (!photograph) throw new ShopError('not_found', 'This photograph is not there any more.')
  if (photograph.status !== 'waiting') return null
  const { data, error } = await db.storage.from('originals').createSignedUploadUrl(photograph.original_path)
  if (data) return data.signedUrl
  const { statusCode } = error as { statusCode?: string }
  if (statusCode === '409') return null
  if (statusCode === '403') throw new ShopError('forbidden', 'Only editors may add photographs.')
  throw new Error(`storage: ${error.message}`)
}

export type PhotographDraft = {
  role: 'off' | 'on' | 'detail' | 'finish'
  alt: string
  finishId: string | null
  focalX: number
  focalY: number
}

/** @throws ShopError forbidden */
export async function savePhotograph(db: Db, id: string, draft: PhotographDraft): Promise<void> {
  const { finishId, focalX, focalY, ...rest } = draft
  const change = { ...rest, variant_id: finishId, focal_x: focalX, focal_y: focalY }
  expectChanged(unwrapChange(await db.from('photographs').update(change).eq('id', id).select('id')))
}

/** Sorts the photographs of a lamp into this order; those not named follow behind. @throws ShopError forbidden */
export async function orderPhotographs(db: Db, productId: string, ids: readonly string[]): Promise<void> {
  const rows = unwrap(
    await db
      .from('photographs')
      .select('id, position')
      .eq('product_id', productId)
      .order('position')
      .order('created_at')
      .order('id'),
  )
  const place = ({ id }: { id: string }) => (ids.includes(id) ? ids.indexOf(id) : ids.length)
  for (const [position, photograph] of rows.toSorted((a, b) => place(a) - place(b)).entries()) {
    if (photograph.position === position) continue
    expectChanged(unwrapChange(await db.from('photographs').update({ position }).eq('id', photograph.id).select('id')))
  }
}

/** @throws ShopError forbidden */
export async function removePhotograph(db: Db, id: string): Promise<void> {
  expectChanged(unwrapChange(await db.from('photographs').delete().eq('id', id).select('id')))
}

/** Tries a failed photograph again. Returns the job for the queue. @throws ShopError forbidden, conflict */
export async function retryPhotograph(db: Db, id: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('retry_photograph', { photograph_id: id })))
}

/** Makes the sizes of every ready photograph again. Returns the jobs for the queue, two for each. @throws ShopError forbidden */
export async function remakePhotographs(db: Db): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('remake_photographs')))
}
