import type { Context, Hono } from 'hono'
import * as z from 'zod'
import type { Bucket } from '#local/supabase/storage/catalog.ts'
import { asCaller, removeObjects } from '#local/supabase/storage/objects.ts'
import type { StorageParts } from '#local/supabase/storage/parts.ts'
import { invalidMimeType, noSuchBucket, StorageProblem, tooLarge } from '#local/supabase/storage/problem.ts'
import { largestFile } from '#local/supabase/storage/upload.ts'

const limits = {
  public: z.boolean().optional(),
  file_size_limit: z.union([z.int().min(0), z.string()]).nullish(),
  allowed_mime_types: z.array(z.string()).nullish(),
}
const newBucket = z.object({ id: z.string().optional(), name: z.string(), ...limits })
const changedBucket = z.object(limits)

/** Makes, changes, lists, empties and deletes buckets; the policies of `storage.buckets` decide. */
export function addBucketRoutes(routes: Hono, parts: StorageParts): void {
  const { sql, files, callerOf } = parts
  const idOf = (context: Context) => context.req.param('id') ?? ''

  const find = async (context: Context): Promise<Bucket> => {
    const caller = await callerOf(context.req.raw)
    const [row] = await asCaller(
      sql,
      caller,
      'storage.bucket.get',
      (transaction) => transaction<Bucket[]>`select * from storage.buckets where id = ${idOf(context)}`,
    )
    if (!row) throw noSuchBucket()
    return row
  }

  routes.get('/bucket', async (context) => {
    const caller = await callerOf(context.req.raw)
    return context.json(
      await asCaller(
        sql,
        caller,
        'storage.bucket.list',
        (transaction) => transaction`select * from storage.buckets order by id`,
      ),
    )
  })

  routes.get('/bucket/:id', async (context) => context.json(await find(context)))

  routes.post('/bucket', async (context) => {
    const caller = await callerOf(context.req.raw)
    const { id, name, ...rest } = newBucket.parse(await context.req.json())
    checkBucketName(name)
    const owner = caller.claims.sub ?? null
    const row = { id: id || name, name, public: false, owner_id: owner, ...readLimits(rest) }
    await asCaller(
      sql,
      caller,
      'storage.bucket.create',
      (transaction) => transaction`insert into storage.buckets ${transaction(row)}`,
    )
    return context.json({ name })
  })

  routes.put('/bucket/:id', async (context) => {
    const caller = await callerOf(context.req.raw)
    const change = { updated_at: new Date(), ...readLimits(changedBucket.parse(await context.req.json())) }
    const rows = await asCaller(
      sql,
      caller,
      'storage.bucket.update',
      (transaction) =>
        transaction`update storage.buckets set ${transaction(change)} where id = ${idOf(context)} returning id`,
    )
    if (rows.length === 0) throw noSuchBucket()
    return context.json({ message: 'Successfully updated' })
  })

  routes.post('/bucket/:id/empty', async (context) => {
    const bucket = await find(context)
    const caller = await callerOf(context.req.raw)
    const seen = await asCaller(
      sql,
      caller,
      'storage.bucket.empty',
      (transaction) => transaction<{ name: string }[]>`select name from storage.objects where bucket_id = ${bucket.id}`,
    )
    const names = seen.map(({ name }) => name)
    const removed = await removeObjects(sql, files, caller, { bucket: bucket.id, names })
    if (removed.length < names.length) throw new StorageProblem(403, 'AccessDenied', 'Access denied')
    return context.json({ message: 'Successfully emptied' })
  })

  routes.delete('/bucket/:id', async (context) => {
    const caller = await callerOf(context.req.raw)
    const id = idOf(context)
    const [known] = await sql`select exists (select from storage.objects where bucket_id = ${id}) as full
      from storage.buckets where id = ${id}`
    if (known?.full) throw new StorageProblem(409, 'ResourceNotEmpty', 'The bucket you tried to delete is not empty')
    const rows = await asCaller(
      sql,
      caller,
      'storage.bucket.delete',
      (transaction) => transaction`delete from storage.buckets where id = ${id} returning id`,
    )
    if (rows.length === 0) throw noSuchBucket()
    return context.json({ message: 'Successfully deleted' })
  })
}

/** Names of buckets as the storage server takes them: https://github.com/supabase/storage/blob/master/src/storage/limits.ts */
function checkBucketName(name: string): void {
  if (/^[\w!.*'() &$@=;:+,?-]{1,63}$/.test(name)) return
  throw new StorageProblem(400, 'InvalidBucketName', 'Bucket name invalid')
}

type Limits = z.infer<typeof changedBucket>

/** What was given of the limits, in the columns of `storage.buckets`. @throws StorageProblem */
function readLimits({ public: isPublic, file_size_limit: size, allowed_mime_types: types }: Limits) {
  for (const type of types ?? [])
    if (type !== '*' && !/^[\w.+-]+\/([\w.+-]+(;\s*charset=[\w-]+)?|\*)$/.test(type)) throw invalidMimeType(type)
  return {
    ...(isPublic === undefined ? {} : { public: isPublic }),
    ...(size === undefined ? {} : { file_size_limit: typeof size === 'string' ? readSize(size) : checkSize(size) }),
    ...(types === undefined ? {} : { allowed_mime_types: types }),
  }
}

const bytesOf: Record<string, number> = { gb: 1e9, mb: 1e6, kb: 1e3, b: 1 }

function readSize(text: string): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(gb|mb|kb|b)$/i.exec(text) ?? []
  if (!number)
    throw new StorageProblem(400, 'InvalidRequest', 'Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B')
  return checkSize(Number(number) * (bytesOf[unit.toLowerCase()] ?? 1))
}

function checkSize(bytes: number | null): number | null {
  if (bytes !== null && bytes > largestFile) throw tooLarge()
  return bytes
}
