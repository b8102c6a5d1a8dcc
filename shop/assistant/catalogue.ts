import type { Env } from '#lib/env.ts'
import { anonymous } from '#lib/supabase.ts'
import { createVocabulary, type Vocabulary } from '#shop/assistant/vocabulary.ts'
import { listWholeProducts } from '#shop/catalog/catalog.ts'
import type { Product } from '#shop/catalog/types.ts'

export type Catalogue = { lamps: readonly Product[]; vocabulary: Vocabulary }

const freshMs = 60_000
let kept: { catalogue: Promise<Catalogue>; until: number } | undefined

/** Returns the public catalogue with its vocabulary, cached for a minute. */
export async function readCatalogue(env: Env): Promise<Catalogue> {
  if (!kept || kept.until < Date.now()) kept = { catalogue: read(env), until: Date.now() + freshMs }
  const mine = kept
  return mine.catalogue.catch((error: unknown) => {
    if (kept === mine) kept = undefined
    throw error
  })
}

async function read(env: Env): Promise<Catalogue> {
  const lamps = await listWholeProducts(anonymous(env))
  return { lamps, vocabulary: createVocabulary(lamps) }
}
