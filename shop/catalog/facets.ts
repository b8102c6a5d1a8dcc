import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { facetKeys } from '#shop/catalog/facet-keys.ts'
import type { Chosen, FacetIndex, FoundLamps, Sort } from '#shop/catalog/facet-types.ts'
import { lampsOfPage, listCards } from '#shop/catalog/lists.ts'
import type { ProductCard } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

/** The most lamps that the browser narrows itself: about 20 kB of gzip. The database narrows the lists of a larger catalogue. */
export const mostFaceted = 2_000

const facetValue = z.object({
  facet: z.enum(facetKeys),
  value: z.string(),
  name: z.string(),
  hex: z.string().nullable(),
  least: z.number().int().nullable(),
  most: z.number().int().nullable(),
})
const lamp = z.object({
  slug: z.string(),
  amount: z.number().int(),
  year: z.number().int(),
  values: z.array(z.number().int()),
})
const indexAnswer = z.object({ values: z.array(facetValue), lamps: z.array(lamp) }).nullable()

/** Returns what the browser needs to narrow lists of the lamps that are for sale; null when there are too many. */
export async function findFacetIndex(db: Db): Promise<FacetIndex | null> {
  const answer = await db.rpc('facet_index', { most: mostFaceted, steps: [...shop.priceSteps] })
  const index = indexAnswer.parse(unwrap(answer))
  return index && packFacets(index)
}

/** Packs an index: see FacetIndex. */
export function packFacets({ values, lamps }: NonNullable<z.infer<typeof indexAnswer>>): FacetIndex {
  const holders = values.map(() => ({ text: '', last: 0 }))
  for (const [place, { values: own }] of lamps.entries()) {
    for (const value of own) {
      const holder = holders[value]
      if (!holder) continue
      holder.text += `${holder.text && ' '}${(place - holder.last).toString(36)}`
      holder.last = place
    }
  }
  return {
    values,
    slugs: lamps.map(({ slug }) => slug).join('\n'),
    amounts: lamps.map(({ amount }) => amount),
    years: lamps.map(({ year }) => year),
    holders: holders.map(({ text }) => text),
    cardsOfPage: lampsOfPage,
  }
}

const foundAnswer = z.object({
  slugs: z.array(z.string()),
  count: z.number().int(),
  values: z.array(facetValue.extend({ count: z.number().int().nullable() })),
})

/**
 * Finds the lamps that have the chosen values, and counts for each value how many lamps it would leave.
 * @param wanted `slugs`: the only lamps to look at, in this order and on one page, instead of all in the shop's; `page` from 1
 */
export async function findLamps(
  db: Db,
  chosen: Chosen,
  wanted: { sort?: Sort | null; page?: number; slugs?: readonly string[] } = {},
): Promise<FoundLamps<ProductCard>> {
  const { sort, page = 1, slugs: among } = wanted
  const { slugs, ...found } = foundAnswer.parse(
    unwrap(
      await db.rpc('find_lamps', {
        chosen: Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, [...values]])),
        steps: [...shop.priceSteps],
        page,
        size: among?.length ?? lampsOfPage,
        ...(sort ? { sort } : {}),
        ...(among ? { slugs: [...among] } : {}),
      }),
    ),
  )
  return { ...found, lamps: await listCards(db, slugs) }
}
