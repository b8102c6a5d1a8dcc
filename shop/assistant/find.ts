import type { Db } from '#lib/supabase.ts'
import type { Wish } from '#shop/assistant/read.ts'
import { type Found, searchLamps } from '#shop/assistant/search.ts'
import { listProductsBySlug } from '#shop/catalog/lists.ts'
import { searchProducts } from '#shop/catalog/search.ts'
import type { Product } from '#shop/catalog/types.ts'

/** Returns lamps by slug, in this order, from those that are in memory and from the database. Others are left out. */
export async function readLamps(db: Db, lamps: readonly Product[], slugs: readonly string[]): Promise<Product[]> {
  const missing = slugs.filter((slug) => !lamps.some((lamp) => lamp.slug === slug))
  const known = missing.length === 0 ? lamps : [...lamps, ...(await listProductsBySlug(db, missing))]
  return slugs.flatMap((slug) => known.find((lamp) => lamp.slug === slug) ?? [])
}

export type FoundByWords = Found & {
  /** words of the query that no lamp has; the lamps are then those that fit otherwise, or are near */
  missing: readonly string[]
}

/**
 * Finds lamps. The shop's search (`searchProducts`) reads the words of the query, which the assistant's own vocabulary does not
 * have; the other fields of the wish narrow what it finds.
 * @param db with the rights of anybody: only lamps that are for sale are found
 */
export async function findLamps(db: Db, lamps: readonly Product[], wish: Wish): Promise<FoundByWords> {
  const { query, ...rest } = wish
  if (!query) return findNearest(db, lamps, rest)
  const { products, dropped, corrected } = await searchProducts(db, query)
  // The assistant has corrected the message; what the search reads as another short word is a word that it does not know.
  const unknown = corrected.flatMap(([said]) => (said.length < 7 ? [said] : []))
  const hits = await readLamps(
    db,
    lamps,
    products.map(({ slug }) => slug),
  )
  const wanted = Object.keys(rest).length > 0
  // What is near a word that no lamp has says less than what else is wanted.
  const missing = [...dropped, ...unknown]
  if (hits.length === 0 || unknown.length > 0 || (dropped.length > 0 && wanted)) {
    const found = wanted ? searchLamps(lamps, rest) : { lamps: [], given_up: [] }
    return { ...found, missing: missing.length > 0 ? missing : [query] }
  }
  const found = searchLamps(hits, rest)
  // The search's order says how well the words fit.
  const inOrder = rest.sort ? found.lamps : hits.filter((lamp) => found.lamps.includes(lamp))
  return { lamps: inOrder, given_up: found.given_up, missing }
}

/** Finds lamps by fields only. When no lamp fits any of them, it shows what the shop's search calls near, such as pink for purple. */
async function findNearest(db: Db, lamps: readonly Product[], wish: Wish): Promise<FoundByWords> {
  const found = searchLamps(lamps, wish)
  const { sort: _sort, ...wanted } = wish
  const kept = found.lost && found.lost.length < (wish.words?.length ?? 0)
  const fitsNothing = !kept && found.given_up.length > 0 && found.given_up.length === Object.keys(wanted).length
  if (!fitsNothing) return { ...found, missing: [] }
  const { products } = wish.finish ? await searchProducts(db, wish.finish) : { products: [] }
  const near = await readLamps(
    db,
    lamps,
    products.map(({ slug }) => slug),
  )
  return { lamps: near, given_up: found.given_up, missing: [] }
}
