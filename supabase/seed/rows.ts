import type { SupabaseClient } from '@supabase/supabase-js'
import { type Catalogue, type CatalogueProduct, listPhotographs, sceneSlug } from '#supabase/seed/catalogue.ts'

type Ids = Map<string, string>

/** Returns the data of a response. @throws Error with the database's message */
export function expectData<Data>({
  data,
  error,
}: {
  data: Data
  error: { message: string } | null
}): NonNullable<Data> {
  if (error) throw new Error(error.message)
  return data as NonNullable<Data>
}

async function save(client: SupabaseClient, table: string, rows: object[], onConflict: string): Promise<void> {
  expectData(await client.from(table).upsert(rows, { onConflict, ignoreDuplicates: true }).select('id'))
}

/** Returns the ids of these rows: a store that is seeded again may have more lamps than the API gives at once. */
async function idsBy(client: SupabaseClient, table: string, column: string, values: string[]): Promise<Ids> {
  const found = await client.from(table).select(`id, ${column}`).in(column, values)
  const rows = expectData(found) as unknown as Record<string, string>[]
  return new Map(rows.map((row) => [row[column] ?? '', row.id ?? '']))
}

const slugs = (rows: readonly { slug: string }[]) => rows.map(({ slug }) => slug)

/** Writes the catalogue's rows. Existing rows stay unchanged, so a second run changes nothing. */
export async function saveCatalogue(client: SupabaseClient, catalogue: Catalogue): Promise<void> {
  const inOrder = <Row extends object>(rows: Row[]) => rows.map((row, position) => ({ ...row, position }))
  await save(client, 'categories', inOrder(catalogue.categories), 'slug')
  await save(client, 'collections', inOrder(catalogue.collections), 'slug')
  const categories = await idsBy(client, 'categories', 'slug', slugs(catalogue.categories))
  const collections = await idsBy(client, 'collections', 'slug', slugs(catalogue.collections))
  const productRows = catalogue.products.map((product, position) =>
    toProductRow(product, position, categories, collections),
  )
  await save(client, 'products', productRows, 'slug')
  const products = await idsBy(client, 'products', 'slug', slugs(catalogue.products))

  const skus = catalogue.products.flatMap((product) => product.finishes.map(({ sku }) => sku))
  const before = await idsBy(client, 'variants', 'sku', skus)
  await save(
    client,
    'variants',
    catalogue.products.flatMap((product) => toVariantRows(product, products)),
    'sku',
  )
  const variants = await idsBy(client, 'variants', 'sku', skus)
  for (const finish of catalogue.products.flatMap((product) => product.finishes)) {
    if (finish.stock > 0 && !before.has(finish.sku)) {
      expectData({
        data: true,
        error: (await client.rpc('receive_stock', { variant_id: variants.get(finish.sku), quantity: finish.stock }))
          .error,
      })
    }
  }
  const reviews = catalogue.products.flatMap((product) =>
    product.reviews.map(({ date, ...review }) => ({
      ...review,
      written_on: date,
      product_id: products.get(product.slug),
    })),
  )
  await save(client, 'reviews', reviews, 'product_id,author,written_on')
  const scenes = catalogue.scenes.map((scene) => ({ slug: sceneSlug(scene), alt: scene.alt, hotspots: scene.hotspots }))
  await save(client, 'scenes', inOrder(scenes), 'slug')
  await savePhotographRows(client, catalogue, products, variants)
}

function toProductRow(product: CatalogueProduct, position: number, categories: Ids, collections: Ids) {
  const { slug, sku, name, tagline, description, materials, light, care, tags, year } = product
  return {
    slug,
    sku,
    name,
    tagline,
    description,
    materials,
    light,
    care,
    tags,
    year,
    position,
    category_id: categories.get(product.category),
    collection_id: collections.get(product.collection),
    dimensions: product.dimensions_mm,
    weight_grams: product.weight_g,
  }
}

function toVariantRows(product: CatalogueProduct, products: Ids) {
  return product.finishes.map(({ slug, name, hex, sku }, position) => ({
    slug,
    name,
    hex,
    sku,
    position,
    product_id: products.get(product.slug),
    price_amount: product.price_cents,
  }))
}

async function savePhotographRows(
  client: SupabaseClient,
  catalogue: Catalogue,
  products: Ids,
  variants: Ids,
): Promise<void> {
  const scenes = await idsBy(client, 'scenes', 'slug', catalogue.scenes.map(sceneSlug))
  const skuOf = (product = '', finish = '') =>
    catalogue.products.find(({ slug }) => slug === product)?.finishes.find(({ slug }) => slug === finish)?.sku ?? ''
  const rows = listPhotographs(catalogue).map(({ file, role, alt, position, product, finish, scene }) => ({
    role,
    alt,
    position,
    original_path: `catalogue/${file}`,
    product_id: products.get(product ?? '') ?? null,
    variant_id: variants.get(skuOf(product, finish)) ?? null,
    scene_id: scenes.get(scene ?? '') ?? null,
  }))
  await save(client, 'photographs', rows, 'original_path')
}
