import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { cardColumns, productColumns, productRow, toCard, toProduct } from '#shop/catalog/rows.ts'
import type { Product, ProductCard } from '#shop/catalog/types.ts'

/** Lamps on one page of a list: full rows of two, three and four columns. */
export const lampsOfPage = 36

/** Which lamps a list has: all of them, those of a category, or those of a collection. */
export type ListOf = Readonly<{ category: string } | { collection: string } | Record<string, never>>

export type LampPage = Readonly<{
  /** in the shop's order; empty beyond the last page */
  products: readonly ProductCard[]
  /** the lamps of all pages */
  count: number
}>

const slugPage = z.object({ slugs: z.array(z.string()), count: z.number().int() })

/**
 * Lists the slugs of one page of the lamps that are for sale, in the shop's order, and counts those of all pages.
 * @param page from 1
 * @param size at most 5,000
 */
export async function listSlugs(db: Db, of: ListOf, page: number, size: number) {
  return slugPage.parse(unwrap(await db.rpc('list_products', { ...of, page, size })))
}

/** Lists one page of the lamps that are for sale, in the shop's order. @param page from 1 */
export async function listPage(db: Db, of: ListOf, page: number): Promise<LampPage> {
  const { slugs, count } = await listSlugs(db, of, page, lampsOfPage)
  return { products: await listCards(db, slugs), count }
}

const relatedSlugs = z.object({ kind: z.array(z.string()), with: z.array(z.string()) })

/** Lamps to show beside one. */
export type Related = Readonly<{
  /** up to two of its category */
  kind: readonly ProductCard[]
  /** up to two of other categories that share finishes or the collection with it */
  goesWith: readonly ProductCard[]
}>

/** Suggests lamps of the same kind as one, and lamps that go with it. */
export async function listRelated(db: Db, slug: string): Promise<Related> {
  const slugs = relatedSlugs.parse(unwrap(await db.rpc('related_products', { slug })))
  const [kind, goesWith] = await Promise.all([listCards(db, slugs.kind), listCards(db, slugs.with)])
  return { kind, goesWith }
}

/** Lists the cards of these lamps, in this order; those that are not for sale are left out. @param slugs a page of them */
export async function listCards(db: Db, slugs: readonly string[]): Promise<ProductCard[]> {
  if (slugs.length === 0) return []
  const rows = z.array(productRow).parse(unwrap(await db.from('products').select(cardColumns).in('slug', slugs)))
  const bySlug = new Map(rows.map((row) => [row.slug, toCard(db, row)]))
  return slugs.flatMap((slug) => bySlug.get(slug) ?? [])
}

/** Rows of one request for whole lamps. */
const batch = 250

/**
 * Lists lamps that are for sale with all data of their pages, in the shop's order.
 * @param most how many at most
 */
export async function listWholeProducts(db: Db, most: number): Promise<Product[]> {
  const products: Product[] = []
  while (products.length < most) {
    const size = Math.min(batch, most - products.length)
    const query = db.from('products').select(productColumns).eq('status', 'active').order('position').order('id')
    const rows = unwrap(await query.range(products.length, products.length + size - 1))
    products.push(...rows.map((row) => toProduct(db, row)))
    if (rows.length < size) break
  }
  return products
}

/** Returns these lamps with all data of their pages, in this order; those that are not for sale are left out. @param slugs at most 100 */
export async function listProductsBySlug(db: Db, slugs: readonly string[]): Promise<Product[]> {
  if (slugs.length === 0) return []
  const rows = unwrap(await db.from('products').select(productColumns).eq('status', 'active').in('slug', slugs))
  const bySlug = new Map(rows.map((row) => [row.slug, toProduct(db, row)]))
  return slugs.flatMap((slug) => bySlug.get(slug) ?? [])
}
