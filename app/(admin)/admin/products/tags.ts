import type { AdminProduct } from '#shop/catalog/admin-types.ts'

/** The fields that lists, searches and the pages of other lamps depend on. */
const listed = [
  'slug',
  'name',
  'tagline',
  'description',
  'categoryId',
  'collectionId',
  'status',
  'tags',
  'materials',
] as const

/**
 * Gives the cache tags (app/queries.ts) of all pages that show what an edit has changed. No page shows a lamp that is not
 * for sale, or a lead time.
 */
export function tagsOf(before: AdminProduct, after: AdminProduct): string[] {
  if (before.status !== 'active' && after.status !== 'active') return []
  const changed = (field: keyof AdminProduct) => JSON.stringify(before[field]) !== JSON.stringify(after[field])
  const fields = (Object.keys(after) as (keyof AdminProduct)[]).filter(
    (field) => field !== 'updatedAt' && field !== 'leadDays' && changed(field),
  )
  if (fields.length === 0) return []
  const own = [...new Set([before.slug, after.slug])].map((slug) => `product:${slug}`)
  return listed.some((field) => fields.includes(field)) || changed('finishes') ? ['catalog', ...own] : own
}

/** True when an edit changes which lamps the shop has, where they are or in which category and collection: the tag `range`. */
export function changesRange(before: AdminProduct, after: AdminProduct): boolean {
  if (before.status !== 'active' && after.status !== 'active') return false
  return (['slug', 'status', 'categoryId', 'collectionId'] as const).some((field) => before[field] !== after[field])
}
