import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { env } from '#lib/env.ts'
import { healthCheckMinutes } from '#lib/pace.ts'
import { anonymous } from '#lib/supabase.ts'
import {
  type Addresses,
  findProduct,
  listCategories,
  listCollections,
  listProducts,
  listRelated,
  listScenes,
  getAddresses as readAddresses,
} from '#shop/catalog/catalog.ts'
import { searchProducts } from '#shop/catalog/search.ts'
import type { Category, Collection, Product, ProductCard, Scene, SearchAnswer } from '#shop/catalog/types.ts'
import { getStatus as readStatus } from '#shop/health/status.ts'
import type { Status } from '#shop/health/types.ts'

// Cached reads for the browsing pages. Next keeps an entry until its tag is revalidated:
//   catalog            the lists of products, categories, collections and scenes
//   product:<slug>     one product, on its own page and as a related product
//   category:<slug>    the name and intro of a category; collection:<slug> likewise
//   range              which products there are, where and in which order: similar products, slugs that lead to something
//   status             the status page; every health check revalidates it
// An edit of one product revalidates `product:<slug>` and `catalog`, so the pages of other products stay cached. The database
// announces the tags of every change (supabase/migrations/*_pages.sql), and catalog-webhook revalidates them.

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

/** The slugs that lead to something. Pages ask this first, so that a slug that leads nowhere leaves no entry in the cache. */
export async function getAddresses(): Promise<Addresses> {
  'use cache'
  cacheLife('max')
  cacheTag('range')
  return readAddresses(anonymous(env()))
}

/** Lets the page that asks this live for minutes only: it says that something does not exist, which may change. */
export async function getNothing(): Promise<null> {
  'use cache'
  cacheLife('minutes')
  return null
}

/** One product with everything its page shows, or null. Its stock may be old: the page fetches it again after the first paint. */
export async function getProduct(slug: string): Promise<Product | null> {
  'use cache'
  cacheLife('max')
  cacheTag(`product:${slug}`)
  const product = await findProduct(anonymous(env()), slug)
  if (product) cacheTag(`category:${product.categorySlug}`, `collection:${product.collectionSlug}`)
  return product
}

/** Up to four similar products. */
export async function getRelated(slug: string): Promise<ProductCard[]> {
  'use cache'
  cacheLife('max')
  const products = await listRelated(anonymous(env()), slug)
  const places = products.flatMap((card) => [`category:${card.categorySlug}`, `collection:${card.collectionSlug}`])
  cacheTag('range', ...[slug, ...products.map((card) => card.slug)].map((name) => `product:${name}`), ...places)
  return products
}

/** The room sets of the home page. */
export async function getScenes(): Promise<Scene[]> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return listScenes(anonymous(env()))
}

/** The answer to a search. Pass the query in lower case, so that all spellings share one cache entry. */
export async function getSearchAnswer(query: string, most?: number): Promise<SearchAnswer> {
  'use cache'
  cacheLife('hours')
  cacheTag('catalog')
  return searchProducts(anonymous(env()), query, most)
}

/** The state of the shop. Revalidated by its tag, and after 60 seconds where no tag is revalidated. */
export async function getStatus(): Promise<Status> {
  'use cache'
  cacheLife({ stale: 30, revalidate: 60, expire: 600 })
  cacheTag('status')
  const settings = env()
  return readStatus(anonymous(settings), healthCheckMinutes(settings.PACE_MINUTES))
}
