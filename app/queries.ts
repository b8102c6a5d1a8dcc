import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { env } from '#lib/env.ts'
import { healthCheckMinutes } from '#lib/pace.ts'
import { anonymous } from '#lib/supabase.ts'
import {
  findProduct,
  listCategories,
  listCollections,
  listProducts,
  listRelated,
  listScenes,
  searchProducts,
} from '#shop/catalog/catalog.ts'
import type { Category, Collection, Product, ProductCard, Scene } from '#shop/catalog/types.ts'
import { getStatus as readStatus } from '#shop/health/status.ts'
import type { Status } from '#shop/health/types.ts'

// Cached reads for the browsing pages. An entry lives until its tag is refreshed:
//   catalog            which products, categories, collections and scenes there are, and every list of cards
//   product:<slug>     one product, wherever it is shown in full or as related
//   category:<slug>    the category's own words; collection:<slug> likewise
//   status             how the shop is; every health check refreshes it
// An edit of one product refreshes `product:<slug>` and `catalog`, so the pages of the other products stay as they are.

/** All products for sale, as cards, in the order of the shop. */
export async function getProducts(): Promise<ProductCard[]> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return listProducts(anonymous(env()))
}

/** All categories, in the order of the shop. */
export async function getCategories(): Promise<Category[]> {
  'use cache'
  cacheLife('max')
  const categories = await listCategories(anonymous(env()))
  cacheTag('catalog', ...categories.map(({ slug }) => `category:${slug}`))
  return categories
}

/** All collections, in the order of the shop. */
export async function getCollections(): Promise<Collection[]> {
  'use cache'
  cacheLife('max')
  const collections = await listCollections(anonymous(env()))
  cacheTag('catalog', ...collections.map(({ slug }) => `collection:${slug}`))
  return collections
}

/** One product with everything its page says, or null. Stock in it may be old: the page asks again after paint. */
export async function getProduct(slug: string): Promise<Product | null> {
  'use cache'
  cacheTag(`product:${slug}`)
  const product = await findProduct(anonymous(env()), slug)
  if (!product) {
    // An unknown address may become a product tomorrow, without anybody refreshing a tag for it.
    cacheLife('minutes')
    return null
  }
  cacheLife('max')
  cacheTag(`category:${product.categorySlug}`, `collection:${product.collectionSlug}`)
  return product
}

/** Up to four products that go with this one. */
export async function getRelated(slug: string): Promise<ProductCard[]> {
  'use cache'
  cacheLife('max')
  const products = await listRelated(anonymous(env()), slug)
  cacheTag(...[slug, ...products.map((product) => product.slug)].map((name) => `product:${name}`))
  return products
}

/** The room sets of the home page. */
export async function getScenes(): Promise<Scene[]> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return listScenes(anonymous(env()))
}

/** What a search finds. Asked in lower case, so that one answer serves every way of typing it. */
export async function getSearchResults(query: string): Promise<ProductCard[]> {
  'use cache'
  cacheLife('hours')
  cacheTag('catalog')
  return searchProducts(anonymous(env()), query)
}

/** How the shop is. Where nothing refreshes its tag, it is a minute old at most when somebody looks often. */
export async function getStatus(): Promise<Status> {
  'use cache'
  cacheLife({ stale: 30, revalidate: 60, expire: 600 })
  cacheTag('status')
  const settings = env()
  return readStatus(anonymous(settings), healthCheckMinutes(settings.PACE_MINUTES))
}
