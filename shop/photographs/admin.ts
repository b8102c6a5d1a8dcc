import { z } from 'zod'
import { expectChanged, unwrapChange } from '#lib/changes.ts'
import { ShopError } from '#lib/errors.ts'
import type { Job } from '#lib/jobs.ts'
import { toJob, toJobs } from '#lib/jobs.ts'
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

type Wanted = { productId?: string | undefined; status?: PhotographState | undefined; page?: number }

export const pageOfPhotographs = 48

/** Lists the photographs of one lamp in the shop's order, or one page of all photographs, newest first. */
export async function listAdminPhotographs(db: Db, { productId, status, page = 1 }: Wanted) {
  const query = db.from('photographs').select(columns, { count: 'exact' })
  if (status) query.eq('status', status)
  if (productId) query.eq('product_id', productId).order('position').order('created_at')
  else
    query.order('created_at', { ascending: false }).range((page - 1) * pageOfPhotographs, page * pageOfPhotographs - 1)
  const answer = await query.order('id')
  // PGRST103: the page is beyond the last one.
  if (answer.error?.code === 'PGRST103') return { photographs: [], count: answer.count ?? 0 }
  return {
    photographs: unwrap(answer).map((photograph) => toAdminPhotograph(db, photograph)),
    count: answer.count ?? 0,
  }
}

/** Returns true when a lamp has a photograph that lists and its page begin with, or will have one once its sizes are made. */
export async function hasMainPhotograph(db: Db, productId: string): Promise<boolean> {
  const { photographs } = await listAdminPhotographs(db, { productId })
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
