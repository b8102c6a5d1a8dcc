import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { env } from '#lib/env.ts'
import { healthCheckMinutes } from '#lib/pace.ts'
import { anonymous } from '#lib/supabase.ts'
import { type Addresses, type AddressKind, listAddresses } from '#shop/catalog/addresses.ts'
import { findProduct, listCategories, listCollections } from '#shop/catalog/catalog.ts'
import type { Chosen, FacetIndex, FoundLamps, Sort } from '#shop/catalog/facet-types.ts'
import { findFacetIndex, findLamps } from '#shop/catalog/facets.ts'
import { type LampPage, type ListOf, listPage, listRelated, listSlugs, type Related } from '#shop/catalog/lists.ts'
import { listScenes } from '#shop/catalog/scenes.ts'
import { searchProducts } from '#shop/catalog/search.ts'
import { findSearchIndex } from '#shop/catalog/search-index.ts'
import type { SearchIndex } from '#shop/catalog/search-types.ts'
import type { Category, Collection, Menu, Product, ProductCard, Scene, SearchAnswer } from '#shop/catalog/types.ts'
import { getStatus as readStatus } from '#shop/health/status.ts'
import type { Status } from '#shop/health/types.ts'

// Cached reads for the browsing pages. Next keeps an entry until its tag is revalidated:
//   catalog            the lists of products, categories, collections and scenes
//   product:<slug>     one product, on its own page and as a related product
//   category:<slug>    the name and intro of a category; collection:<slug> likewise
//   range              which products there are, where, in which order and finishes: related products, slugs that lead to something
//   menu               the names, slugs, colours and order of categories and collections: the menu of every page
//   status             the status page; every health check revalidates it
// An edit of one product revalidates `product:<slug>` and `catalog`, so the pages of other products stay cached. The database
// announces the tags of every change (supabase/migrations/*_pages.sql), and catalog-webhook revalidates them.

/** One page of the products for sale, as cards, in the order of the shop. @param page from 1 */
export async function getLampPage(of: ListOf, page: number): Promise<LampPage> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return listPage(anonymous(env()), of, page)
}

/** The slugs of one part of the products for sale, in the order of the shop, and how many there are in all. @param size at most 5,000 */
export async function getSlugs(page: number, size: number): Promise<{ slugs: string[]; count: number }> {
  'use cache'
  cacheLife('max')
  cacheTag('range')
  return listSlugs(anonymous(env()), {}, page, size)
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

/** The names of the menu that stands on every page. An edit of a lamp or of an intro leaves it as it is. */
export async function getMenu(): Promise<Menu> {
  'use cache'
  cacheLife('max')
  cacheTag('menu')
  const [categories, collections] = await Promise.all([
    listCategories(anonymous(env())),
    listCollections(anonymous(env())),
  ])
  return {
    categories: categories.map(({ slug, name }) => ({ slug, name })),
    collections: collections.map(({ slug, name, hex }) => ({ slug, name, hex })),
  }
}

/**
 * The slugs of a bucket that lead to something. Pages ask this first: there are 256 buckets of each kind, however many slugs are
 * asked for that lead nowhere.
 */
export async function getAddresses(kind: AddressKind, bucket: string): Promise<Addresses> {
  'use cache'
  cacheLife('max')
  cacheTag('range')
  return listAddresses(anonymous(env()), kind, bucket)
}

/** Lets the page that asks this live for minutes only: it says that something does not exist, which may change. */
export async function getNothing(): Promise<null> {
  'use cache'
  cacheLife('minutes')
  return null
}

/** One product with everything its page shows, or null. Its stock is in the page's file; the page asks again when somebody is about to buy. */
export async function getProduct(slug: string): Promise<Product | null> {
  'use cache'
  cacheLife('max')
  cacheTag(`product:${slug}`)
  const product = await findProduct(anonymous(env()), slug)
  if (product) cacheTag(`category:${product.categorySlug}`, `collection:${product.collectionSlug}`)
  return product
}

/** Lamps of the same kind as one, and lamps that go with it. */
export async function getRelated(slug: string): Promise<Related> {
  'use cache'
  cacheLife('max')
  const related = await listRelated(anonymous(env()), slug)
  const products = [...related.kind, ...related.goesWith]
  const places = products.flatMap((card) => [`category:${card.categorySlug}`, `collection:${card.collectionSlug}`])
  cacheTag('range', ...[slug, ...products.map((card) => card.slug)].map((name) => `product:${name}`), ...places)
  return related
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

/** What the browser searches itself; null for a large catalogue. */
export async function getSearchIndex(): Promise<SearchIndex | null> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return findSearchIndex(anonymous(env()))
}

/** What the browser narrows lists with; null for a large catalogue. */
export async function getFacetIndex(): Promise<FacetIndex | null> {
  'use cache'
  cacheLife('max')
  cacheTag('catalog')
  return findFacetIndex(anonymous(env()))
}

/** One page of the lamps with the chosen values. @param slugs the only lamps to look at, in their order */
export async function getFoundLamps(
  chosen: Chosen,
  sort: Sort | null,
  page: number,
  slugs?: readonly string[],
): Promise<FoundLamps<ProductCard>> {
  'use cache'
  cacheLife('hours')
  cacheTag('catalog')
  return findLamps(anonymous(env()), chosen, { sort, page, ...(slugs ? { slugs } : {}) })
}

/** The state of the shop. Revalidated by its tag, and after 60 seconds where no tag is revalidated. */
export async function getStatus(): Promise<Status> {
  'use cache'
  cacheLife({ stale: 30, revalidate: 60, expire: 600 })
  cacheTag('status')
  const settings = env()
  return readStatus(anonymous(settings), healthCheckMinutes(settings.PACE_MINUTES))
}
