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
} from '#shop/catalog/catalog.ts'
import { searchProducts } from '#shop/catalog/search.ts'
import type { Category, Collection, Product, ProductCard, Scene, SearchAnswer } from '#shop/catalog/types.ts'
import { getStatus as readStatus } from '#shop/health/status.ts'
import type { Status } from '#shop/health/types.ts'

// Cached reads for the browsing pages. Next keeps an entry until its tag is revalidated:
//   catalog            the lists of products, categories, collections and scenes
//   product:<slug>     one product, on its own page and as a related product
//   category:<slug>    the name and intro of a category; collection:<slug> likewise
//   status             the status page; every health check revalidates it
// An edit of one product revalidates `product:<slug>` and `catalog`, so the pages of other products stay cached.

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

/** One product with everything its page shows, or null. Its stock may be old: the page fetches it again after the first paint. */
export async function getProduct(slug: string): Promise<Product | null> {
  'use cache'
  cacheTag(`product:${slug}`)
  const product = await findProduct(anonymous(env()), slug)
  if (!product) {
    // Somebody may add this product later, and nothing revalidates the tag of a product that did not exist.
    cacheLife('minutes')
    return null
  }
  cacheLife('max')
  cacheTag(`category:${product.categorySlug}`, `collection:${product.collectionSlug}`)
  return product
}

/** Up to four similar products. */
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
