import type { Sql } from 'postgres'
import { findObject, type ObjectRow, type Place, superuser } from '#local/supabase/storage/objects.ts'

export type Bucket = {
  id: string
  name: string
  public: boolean
  file_size_limit: string | null
  allowed_mime_types: string[] | null
}
export type StorageCatalog = Awaited<ReturnType<typeof openStorageCatalog>>

const mostObjects = 20_000

/**
 * What is known of buckets and public objects, so that reading a photograph needs no query.
 * The database announces every change (bootstrap: `storage.announce_change`), after which it is read anew.
 */
export async function openStorageCatalog(sql: Sql) {
  const buckets = new Map<string, Bucket>()
  const objects = new Map<string, ObjectRow>()
  const forgetAll = () => {
    buckets.clear()
    objects.clear()
  }
  const keyOf = ({ bucket, name }: Place) => `${bucket}/${name}`
  const subscription = await sql.listen('storage_changed', forgetAll, forgetAll)

  return {
    async bucket(id: string): Promise<Bucket | undefined> {
      if (!buckets.has(id)) {
        const rows = await sql<Bucket[]>`select * from storage.buckets where id = ${id}`
        if (rows[0]) buckets.set(id, rows[0])
      }
      return buckets.get(id)
    },

    /** Regardless of who asks: only for public buckets and signed URLs. */
    async object(place: Place): Promise<ObjectRow | undefined> {
      const known = objects.get(keyOf(place))
      if (known) return known
      const row = await findObject(sql, superuser, place)
      if (objects.size >= mostObjects) objects.clear()
      if (row) objects.set(keyOf(place), row)
      return row
    },

    /** Called after a write of our own, so that whoever was told of it reads what was written. */
    forget(place: Place): void {
      objects.delete(keyOf(place))
    },

    close: () => subscription.unlisten(),
  }
}
