import { Hono } from 'hono'
import { addBucketRoutes } from '#local/supabase/storage/bucket-routes.ts'
import { openStorageCatalog } from '#local/supabase/storage/catalog.ts'
import { openStorageFiles } from '#local/supabase/storage/files.ts'
import { addObjectRoutes } from '#local/supabase/storage/object-routes.ts'
import type { StorageOptions, StorageParts } from '#local/supabase/storage/parts.ts'
import { notImplemented, storageProblemResponse } from '#local/supabase/storage/problem.ts'
import { addTransferRoutes } from '#local/supabase/storage/transfer-routes.ts'
import { addPublicRoutes, addSignedRoutes } from '#local/supabase/storage/url-routes.ts'

/**
 * Supabase Storage over `storage.objects` and a directory: what storage-js 2.119 calls, but for resumable uploads, `listV2` and
 * image transformation.
 */
export async function openStorage(options: StorageOptions) {
  const files = openStorageFiles(options.directory)
  const rows = await options.sql<{ version: string }[]>`select version from storage.objects where version is not null`
  await files.sweep(new Set(rows.map((row) => row.version)))
  const catalog = await openStorageCatalog(options.sql)

  const routes = new Hono()
  const parts: StorageParts = { ...options, files, catalog }
  routes.options('*', ({ req }) => {
    const path = req.path.replace('/storage/v1', '')
    return Response.json(
      { message: `Route OPTIONS:${path} not found`, error: 'Not Found', statusCode: 404 },
      { status: 404 },
    )
  })
  addPublicRoutes(routes, parts)
  addSignedRoutes(routes, parts)
  addTransferRoutes(routes, parts)
  addObjectRoutes(routes, parts)
  addBucketRoutes(routes, parts)
  routes.all('*', ({ req }) => {
    throw notImplemented(`${req.method} ${req.path}`)
  })
  routes.onError((error) => storageProblemResponse(error))
  return { routes, close: () => catalog.close() }
}
