import type { Hono } from 'hono'
import * as z from 'zod'
import { copyObject, moveObject, type Place } from '#local/supabase/storage/objects.ts'
import type { StorageParts } from '#local/supabase/storage/parts.ts'
import { checkName } from '#local/supabase/storage/place.ts'
import { noSuchBucket } from '#local/supabase/storage/problem.ts'

const transfer = z
  .object({
    bucketId: z.string(),
    sourceKey: z.string(),
    destinationBucket: z.string().nullish(),
    destinationKey: z.string(),
    copyMetadata: z.boolean().default(true),
  })
  .transform(({ bucketId, sourceKey, destinationBucket, destinationKey, copyMetadata }) => ({
    source: { bucket: bucketId, name: checkName(sourceKey) } satisfies Place,
    target: { bucket: destinationBucket || bucketId, name: checkName(destinationKey) } satisfies Place,
    copyMetadata,
  }))

/** Moves and copies objects, inside a bucket or to another one. */
export function addTransferRoutes(routes: Hono, { sql, files, catalog, callerOf }: StorageParts): void {
  routes.post('/object/move', async (context) => {
    const caller = await callerOf(context.req.raw)
    const { source, target } = transfer.parse(await context.req.json())
    if (!(await catalog.bucket(target.bucket))) throw noSuchBucket()
    const id = await moveObject(sql, caller, source, target)
    for (const place of [source, target]) catalog.forget(place)
    return context.json({ message: 'Successfully moved', Id: id, Key: target.name })
  })

  routes.post('/object/copy', async (context) => {
    const caller = await callerOf(context.req.raw)
    const { source, target, copyMetadata } = transfer.parse(await context.req.json())
    if (!(await catalog.bucket(target.bucket))) throw noSuchBucket()
    const upsert = context.req.header('x-upsert') === 'true'
    const id = await copyObject(sql, files, { caller, source, target, upsert, copyMetadata })
    catalog.forget(target)
    return context.json({ Id: id, Key: `${target.bucket}/${target.name}` })
  })
}
