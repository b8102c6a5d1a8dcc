import type { Sql } from 'postgres'
import type { Caller } from '#local/supabase/gateway.ts'
import type { StorageCatalog } from '#local/supabase/storage/catalog.ts'
import type { StorageFiles } from '#local/supabase/storage/files.ts'

export type StorageOptions = {
  sql: Sql
  directory: string
  /** Signs the URLs that storage hands out. */
  internalSecret: string
  /** Who sent the request. @throws StorageProblem when its key or token is not good */
  callerOf: (request: Request) => Promise<Caller>
}

/** What every route of the storage server works with. */
export type StorageParts = StorageOptions & { files: StorageFiles; catalog: StorageCatalog }
