import { z } from 'zod'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { photographColumns, photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import { cardColumns, productColumns, productRow, toCard, toProduct } from '#shop/catalog/rows.ts'
import type { Category, Collection, Product, ProductCard, Scene } from '#shop/catalog/types.ts'

/** Lists every category, in the shop's order. */
export async function listCategories(db: Db): Promise<Category[]> {
  return unwrap(await db.from('categories').select('slug, name, intro').order('position'))
}

/** Lists every collection, in the shop's order. */
export async function listCollections(db: Db): Promise<Collection[]> {
  return unwrap(await db.from('collections').select('slug, name, intro, hex').order('position'))
}

/** Lists the cards of every lamp that is for sale, in the shop's order. */
export async function listProducts(db: Db): Promise<ProductCard[]> {
  const rows = unwrap(await db.from('products').select(cardColumns).eq('status', 'active').order('position'))
  return z
    .array(productRow)
    .parse(rows)
    .map((row) => toCard(db, row))
}

/** Lists every lamp that is for sale, with all data of its page. */
export async function listWholeProducts(db: Db): Promise<Product[]> {
  const rows = unwrap(await db.from('products').select(productColumns).eq('status', 'active').order('position'))
  return rows.map((row) => toProduct(db, row))
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

/** Suggests up to four lamps to go with one: first from its category, then from its collection. */
export async function listRelated(db: Db, slug: string): Promise<ProductCard[]> {
  const cards = await listProducts(db)
  const lamp = cards.find((card) => card.slug === slug)
  if (!lamp) return []
  const closeness = (card: ProductCard) =>
    Number(card.categorySlug === lamp.categorySlug) * 2 + Number(card.collectionSlug === lamp.collectionSlug)
  return cards
    .filter((card) => card !== lamp)
    .toSorted((a, b) => closeness(b) - closeness(a))
    .slice(0, 4)
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

const slugs = z.record(z.string(), z.string())
const addresses = z.object({ products: slugs, categories: slugs, collections: slugs })

/**
 * The slugs that lead to something, by kind, each with the slug that it has today: a slug in use leads to itself, and one
 * that was given up leads to its successor.
 */
export type Addresses = z.infer<typeof addresses>

/** Returns every slug that leads to something. */
export async function getAddresses(db: Db): Promise<Addresses> {
  return addresses.parse(unwrap(await db.rpc('catalog_addresses')))
}

const sceneRow = z.object({
  slug: z.string(),
  alt: z.string(),
  hotspots: z.array(z.object({ slug: z.string(), x: z.number(), y: z.number() })),
  photographs: z.array(photographRow.extend({ position: z.number() })),
})

/** Lists the room sets, in order. A hotspot follows its lamp to a new slug; those of lamps that are not for sale are left out. */
export async function listScenes(db: Db): Promise<Scene[]> {
  const columns = `slug, alt, hotspots, photographs(position, ${photographColumns})` as const
  const rows = z.array(sceneRow).parse(unwrap(await db.from('scenes').select(columns).order('position')))
  const { products } = await getAddresses(db)
  const names = new Map(
    unwrap(await db.from('products').select('slug, name').eq('status', 'active')).map(({ slug, name }) => [slug, name]),
  )
  return rows.map((row) => {
    const photographs = row.photographs.toSorted((a, b) => a.position - b.position)
    const of = (role: string) =>
      photographs.filter((photograph) => photograph.role === role).map((photograph) => toPhotograph(db, photograph))
    return {
      slug: row.slug,
      alt: row.alt,
      off: of('off')[0] ?? null,
      lit: of('on')[0] ?? null,
      dark: of('dark')[0] ?? null,
      layers: of('layer'),
      hotspots: row.hotspots.flatMap((spot) => {
        const slug = products[spot.slug] ?? ''
        const name = names.get(slug)
        return name ? [{ ...spot, slug, name }] : []
      }),
    }
  })
}
