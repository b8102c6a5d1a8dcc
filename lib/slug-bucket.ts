import { createHash } from 'node:crypto'

/**
 * The bucket of a slug, one of 256: the same as in `catalog_addresses` of `supabase/migrations/*_pages.sql`. Not from `crypto.subtle`,
 * whose promises Next takes for data that a static page may not wait for.
 */
export function bucketOf(slug: string): string {
  return createHash('sha256').update(slug).digest('hex').slice(0, 2)
}
