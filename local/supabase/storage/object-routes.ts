import type { Context, Hono } from 'hono'
import * as z from 'zod'
import { listObjects } from '#local/supabase/storage/list.ts'
import { findObject, type ObjectRow, putObject, removeObjects } from '#local/supabase/storage/objects.ts'
import type { StorageParts } from '#local/supabase/storage/parts.ts'
import { placeOf } from '#local/supabase/storage/place.ts'
import { BadToken, noSuchBucket, noSuchKey, notImplemented } from '#local/supabase/storage/problem.ts'
import { serveKnown, serveObject } from '#local/supabase/storage/serve.ts'
import { checkContent, readUpload } from '#local/supabase/storage/upload.ts'

/** What a caller does in their own name; the policies of `storage.objects` decide. */
export function addObjectRoutes(routes: Hono, parts: StorageParts): void {
  const { sql, files, catalog, callerOf } = parts

  const find = async (context: Context): Promise<ObjectRow> => {
    const row = await findObject(sql, await callerOf(context.req.raw), placeOf(context))
    if (!row) throw noSuchKey()
    return row
  }

  for (const prefix of ['/object/info', '/object/info/authenticated'])
    routes.get(`${prefix}/:bucket/:name{.+}`, async (context) => context.json(describe(await find(context))))

  /** Asked twice, since a version may be replaced between reading its row and opening its file. */
  const serve = async (context: Context) => {
    const response =
      (await serveObject(files, context.req.raw, await find(context))) ??
      (await serveObject(files, context.req.raw, await find(context)))
    if (!response) throw noSuchKey()
    return response
  }
  routes.get('/object/authenticated/:bucket/:name{.+}', serve)

  // To a caller with a token that is not good a private bucket does not exist; a public one asks nobody who they are.
  routes.get('/object/:bucket/:name{.+}', async (context) => {
    const place = placeOf(context)
    const bucket = await catalog.bucket(place.bucket)
    if (bucket?.public) return serveKnown(parts, context.req.raw, place)
    if (!bucket) throw noSuchBucket()
    await callerOf(context.req.raw).catch((problem: Error) => {
      throw problem instanceof BadToken ? noSuchBucket() : problem
    })
    return serve(context)
  })

  for (const path of ['/object/list-v2/*', '/object/list-v2'])
    routes.post(path, async ({ req }) => {
      await callerOf(req.raw)
      throw notImplemented(`${req.method} ${req.path}`)
    })

  routes.post('/object/list/:bucket', async (context) => {
    const caller = await callerOf(context.req.raw)
    return context.json(await listObjects(sql, caller, context.req.param('bucket'), await context.req.json()))
  })

  routes.on(['POST', 'PUT'], '/object/:bucket/:name{.+}', async (context) => {
    const place = placeOf(context)
    const caller = await callerOf(context.req.raw)
    const bucket = await catalog.bucket(place.bucket)
    if (!bucket) throw noSuchBucket()
    const content = await readUpload(context.req.raw)
    checkContent(bucket, content)
    const upsert = context.req.method === 'PUT' || context.req.header('x-upsert') === 'true'
    const id = await putObject(sql, files, { caller, place, content, upsert })
    catalog.forget(place)
    return context.json({ Id: id, Key: `${place.bucket}/${place.name}` })
  })

  const removal = z.object({ prefixes: z.array(z.string()).min(1).max(1000) })
  routes.delete('/object/:bucket', async (context) => {
    const { prefixes } = removal.parse(await context.req.json())
    const bucket = context.req.param('bucket')
    const removed = await removeObjects(sql, files, await callerOf(context.req.raw), { bucket, names: prefixes })
    for (const { name } of removed) catalog.forget({ bucket, name })
    return context.json(removed)
  })
}

function describe({ id, name, version, bucket_id, metadata, user_metadata, created_at }: ObjectRow) {
  const { size, mimetype, cacheControl, eTag, lastModified } = metadata
  return {
    id,
    name,
    version,
    bucket_id,
    size,
    content_type: mimetype,
    cache_control: cacheControl,
    etag: eTag,
    metadata: user_metadata ?? {},
    last_modified: lastModified,
    created_at,
  }
}
