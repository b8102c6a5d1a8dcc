import type { Env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { createVocabulary, type Vocabulary } from '#shop/assistant/vocabulary.ts'
import { listProductsBySlug, listSlugs, listWholeProducts } from '#shop/catalog/lists.ts'
import type { Product } from '#shop/catalog/types.ts'

export type Catalogue = {
  /** the first lamps that are for sale, in the shop's order, at most `knownByHeart` */
  lamps: readonly Product[]
  /** all lamps that are for sale; the shop's search knows them all */
  count: number
  vocabulary: Vocabulary
}

/** Lamps that a process keeps in memory: about 4 kB each. The assistant finds the others by the shop's search. */
export const knownByHeart = 1_000

const freshMs = 60_000
let kept: { catalogue: Promise<Catalogue>; until: number } | undefined

/**
 * Returns the public catalogue with its vocabulary, cached for a minute.
 * @param open the slug of a lamp whose page is open: it is among the lamps of the answer if it is for sale
 */
export async function readCatalogue(env: Env, open: string | null = null): Promise<Catalogue> {
  if (!kept || kept.until < Date.now()) kept = { catalogue: read(env), until: Date.now() + freshMs }
  const mine = kept
  const catalogue = await mine.catalogue.catch((error: unknown) => {
    if (kept === mine) kept = undefined
    throw error
  })
  const { lamps, count } = catalogue
  if (open === null || lamps.length === count || lamps.some(({ slug }) => slug === open)) return catalogue
  return { ...catalogue, lamps: [...lamps, ...(await listProductsBySlug(anonymous(env), [open]))] }
}

async function read(env: Env): Promise<Catalogue> {
  const db = anonymous(env)
  const lamps = await listWholeProducts(db, knownByHeart)
  const count = lamps.length < knownByHeart ? lamps.length : (await listSlugs(db, {}, 1, 1)).count
  return { lamps, count, vocabulary: createVocabulary(lamps) }
}
