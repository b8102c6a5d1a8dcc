import type { AdminProduct } from '#shop/catalog/admin-types.ts'

/** What lists, searches and the pages of other lamps show of a lamp. */
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

/** The tags of all cached pages (app/queries.ts) that show what an edit has changed. A lamp not for sale is shown nowhere, and how long a delivery to the shop takes is not either. */
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
