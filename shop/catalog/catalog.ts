import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { productColumns, toProduct } from '#shop/catalog/rows.ts'
import type { Category, Collection, Product } from '#shop/catalog/types.ts'

/** Lists every category, in the shop's order. */
export async function listCategories(db: Db): Promise<Category[]> {
  return unwrap(await db.from('categories').select('slug, name, intro').order('position'))
}

/** Lists every collection, in the shop's order. */
export async function listCollections(db: Db): Promise<Collection[]> {
  return unwrap(await db.from('collections').select('slug, name, intro, hex').order('position'))
}

/** Returns a lamp with all data of its page, or null when no lamp has this slug. */
export async function findProduct(db: Db, slug: string): Promise<Product | null> {
  const row = unwrap(
    await db.from('products').select(productColumns).eq('slug', slug).eq('status', 'active').maybeSingle(),
  )
  return row ? toProduct(db, row) : null
}

/** As `findProduct`. @throws ShopError not_found */
export async function getProduct(db: Db, slug: string): Promise<Product> {
  const product = await findProduct(db, slug)
  if (!product) throw new ShopError('not_found', 'There is no such lamp.')
  return product
}

export type LiveStock = {
  variantId: string
  /** how many this cart may hold */
  stock: number
  /** how many other shoppers' unpaid orders reserve; they may become available again */
  held: number
}

/** Returns the current stock of each finish, for a cart. */
export async function listStock(db: Db, slug: string, cartId: string | null = null): Promise<LiveStock[]> {
  const rows = unwrap(await db.rpc('live_stock', { slug, ...(cartId ? { cart_id: cartId } : {}) }))
  return rows.map(({ variant_id: variantId, stock, held }) => ({ variantId, stock, held }))
}
