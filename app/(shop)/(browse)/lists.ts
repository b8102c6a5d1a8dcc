import { getCategories, getCollections, getLampPage } from '#app/queries.ts'
import type { ListOf } from '#shop/catalog/lists.ts'
import type { Collection } from '#shop/catalog/types.ts'

/** A list of lamps with its words. */
export type List = Readonly<{
  title: string
  /** says what the list is, to people and to search engines */
  intro: string
  description: string
  of: ListOf
  /** the address of its first page */
  path: string
  /** the slug of the current category; null for all lamps, undefined for a list across categories */
  current: string | null | undefined
  /** of a collection: itself, and the one after it in the shop's order, the first after the last */
  collections?: Readonly<{ own: Collection; next: Collection | null }>
}>

/** The list of all lamps. */
export async function listAll(): Promise<List> {
  const { count } = await getLampPage({}, 1)
  return {
    title: 'All lamps',
    intro: `${count} lamps. Point at one, or scroll to it, and it comes on.`,
    description: 'Every lamp in the shop, off by day and on at dusk.',
    of: {},
    path: '/products',
    current: null,
  }
}

/** The list of a category, or null when there is none. */
export async function findCategoryList(slug: string): Promise<List | null> {
  const category = (await getCategories()).find((one) => one.slug === slug)
  if (!category) return null
  const { name, intro } = category
  return { title: name, intro, description: intro, of: { category: slug }, path: `/categories/${slug}`, current: slug }
}

/** The list of a collection, or null when there is none. */
export async function findCollectionList(slug: string): Promise<List | null> {
  const all = await getCollections()
  const place = all.findIndex((one) => one.slug === slug)
  const own = all[place]
  if (!own) return null
  const { name, intro } = own
  const next = all.length > 1 ? (all[(place + 1) % all.length] ?? null) : null
  const path = `/collections/${slug}`
  const collections = { own, next }
  return { title: name, intro, description: intro, of: { collection: slug }, path, current: undefined, collections }
}
