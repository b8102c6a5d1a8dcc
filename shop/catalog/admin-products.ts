import * as z from 'zod'
import { expectChanged, FieldError, unwrapChange } from '#lib/changes.ts'
import { ShopError } from '#lib/errors.ts'
import { neighbours, type PagePlace, pagePlaceOf, sortValues } from '#lib/place.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { adminProductColumns, fromDraft, toAdminProduct } from '#shop/catalog/admin-product-rows.ts'
import type {
  AdminProduct,
  Choice,
  ListedProduct,
  ProductDraft,
  ProductFilter,
  ProductPage,
} from '#shop/catalog/admin-types.ts'
import { photographColumns, photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'

// Staff edit lamps with their own token: row level security and column grants decide who may.

const listedRow = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'active', 'archived']),
  updated_at: z.string(),
  categories: z.object({ slug: z.string(), name: z.string() }),
  variants: z.array(z.object({ price_amount: z.number().int(), currency: z.string(), stock: z.number().int() })),
  photographs: z.array(photographRow.extend({ position: z.number() })),
})

/** Lamps on one page of the list. */
const lampsOfPage = 50

const idPage = z.object({ ids: z.array(z.uuid()), total: z.number().int(), all: z.number().int(), ...neighbours })

const { whole, text, moment } = sortValues
const sortColumn = { shop: whole, name: text, price: whole, stock: whole, updated: moment }

/** Reads where a page of the lamps is from URL parameters, in the order of a filter. */
export const productPlace = (sort: ProductFilter['sort']) => pagePlaceOf([sortColumn[sort]])

/** Lists one page of the lamps that match, in any status and in the filter's order. */
export async function listAdminProducts(db: Db, filter: ProductFilter, page: PagePlace): Promise<ProductPage> {
  const { q: query, category, status, sort } = filter
  const wanted = { query, sort, ...(category ? { category } : {}), ...(status ? { status } : {}) }
  const { ids, ...rest } = idPage.parse(
    unwrap(await db.rpc('list_admin_products', { ...wanted, ...page, most: lampsOfPage })),
  )
  const products = new Map((await listRows(db, ids)).map((product) => [product.id, product]))
  return { products: ids.flatMap((id) => products.get(id) ?? []), ...rest }
}

/** Lists the names of the first lamps in the shop's order, in any status. */
export async function listProductNames(db: Db, most: number): Promise<{ id: string; name: string }[]> {
  return unwrap(await db.from('products').select('id, name').order('position').order('id').limit(most))
}

async function listRows(db: Db, ids: readonly string[]): Promise<ListedProduct[]> {
  const columns =
    `id, slug, name, status, updated_at, categories(slug, name), variants(price_amount, currency, stock), photographs(position, ${photographColumns})` as const
  const answer = await db
    .from('products')
    .select(columns)
    .eq('photographs.status', 'ready')
    .in('photographs.role', ['off', 'on'])
    .in('id', ids)
  return z
    .array(listedRow)
    .parse(unwrap(answer))
    .map(({ photographs, variants, categories, updated_at, ...row }) => {
      const first = photographs.toSorted((a, b) => a.role.localeCompare(b.role) || a.position - b.position)[0]
      const [cheapest] = variants.toSorted((a, b) => a.price_amount - b.price_amount)
      return {
        ...row,
        category: categories,
        updatedAt: updated_at,
        price: cheapest ? { amount: cheapest.price_amount, currency: cheapest.currency } : null,
        stock: variants.reduce((sum, { stock }) => sum + stock, 0),
        photograph: first ? toPhotograph(db, first) : null,
      }
    })
}

/** Returns a lamp to edit, or null. */
export async function findAdminProduct(db: Db, id: string): Promise<AdminProduct | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = unwrap(await db.from('products').select(adminProductColumns).eq('id', id).maybeSingle())
  return row ? toAdminProduct(row) : null
}

/** As `findAdminProduct`. @throws ShopError not_found */
export async function getAdminProduct(db: Db, id: string): Promise<AdminProduct> {
  const product = await findAdminProduct(db, id)
  if (!product) throw new ShopError('not_found', 'There is no such lamp.')
  return product
}

/** Lists the categories and collections to choose from. */
export async function listChoices(db: Db): Promise<{ categories: Choice[]; collections: Choice[] }> {
  const [categories, collections] = await Promise.all([
    db.from('categories').select('id, slug, name').order('position'),
    db.from('collections').select('id, slug, name').order('position'),
  ])
  return { categories: unwrap(categories), collections: unwrap(collections) }
}

/** Returns the name of another lamp with this slug; null when the slug is free. */
export async function findSlugHolder(db: Db, slug: string, except: string | null): Promise<string | null> {
  const rows = unwrap(await db.from('products').select('id, name').eq('slug', slug))
  return rows.find(({ id }) => id !== except)?.name ?? null
}

const unique = {
  products_slug_key: new FieldError('conflict', 'slug', 'Another lamp already has this URL.'),
  products_sku_key: new FieldError('conflict', 'sku', 'Another lamp already has this SKU.'),
}

/**
 * Adds a lamp as a draft, at the end of the shop. Returns its id.
 * @throws ShopError forbidden; FieldError conflict (slug, sku)
 */
export async function addProduct(db: Db, draft: ProductDraft): Promise<string> {
  const last = unwrap(await db.from('products').select('position').order('position', { ascending: false }).limit(1))
  const row = { ...fromDraft(draft), status: 'draft', position: (last[0]?.position ?? -1) + 1 }
  return unwrapChange(await db.from('products').insert(row).select('id').single(), unique).id
}

/**
 * Saves a lamp. Returns it as it was and as it is.
 * @param updatedAt of the lamp that was edited: if somebody else has changed it since, nothing is written
 * @throws ShopError forbidden, not_found, conflict, invalid (for sale without a finish); FieldError conflict (slug, sku)
 */
export async function saveProduct(
  db: Db,
  id: string,
  draft: ProductDraft,
  updatedAt: string,
): Promise<{ before: AdminProduct; after: AdminProduct }> {
  const before = await getAdminProduct(db, id)
  if (draft.status === 'active' && before.finishes.length === 0) {
    throw new FieldError('invalid', 'status', 'A lamp without a finish has no price. Add a finish first.')
  }
  // The condition is part of the write: when two people save at once, one of them gets the conflict.
  const unseen = db.from('products').update(fromDraft(draft)).eq('id', id).eq('updated_at', updatedAt)
  const changed = unwrapChange(await unseen.select('id'), unique)
  const after = await getAdminProduct(db, id)
  if (changed.length === 0 && after.updatedAt !== updatedAt) {
    throw new ShopError(
      'conflict',
      'Somebody has changed this lamp since you opened it. Copy what you wrote, load the page again, and put it in there.',
    )
  }
  expectChanged(changed)
  return { before, after }
}
