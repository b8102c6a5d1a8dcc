import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { cleanQuery, readPriceWords } from '#shop/catalog/read-query.ts'
import { cardColumns, productRow, toCard, toFinish } from '#shop/catalog/rows.ts'
import type { FoundProduct, SearchAnswer } from '#shop/catalog/types.ts'

/** The answer of `search_products`; `supabase/migrations/*_search_products.sql` describes it. */
const answerRow = z.object({
  hits: z.array(z.object({ slug: z.string(), finish: z.string().nullable() })),
  more: z.boolean(),
  dropped: z.array(z.string()),
  dearer: z.boolean(),
  corrected: z.record(z.string(), z.string()),
  places: z.array(z.object({ kind: z.enum(['category', 'collection']), slug: z.string(), name: z.string() })),
})

/**
 * Searches the lamps that are for sale, for the search page, its suggestions and the assistant. It understands names and codes,
 * words of the lamps' texts, what `private.search_words` lists (rooms, uses, colours, light, sockets, protection, power), prices
 * ("under 300") and slips of the pen.
 * @param query any text; one without letters and digits finds nothing
 * @param most the number of lamps, at most 48
 */
export async function searchProducts(db: Db, query: string, most = 48): Promise<SearchAnswer> {
  const { words, least, most: highest } = readPriceWords(cleanQuery(query))
  const { hits, corrected, dropped, ...answer } = answerRow.parse(
    unwrap(
      await db.rpc('search_products', {
        query: words,
        most,
        ...(least === null ? {} : { least_amount: least }),
        ...(highest === null ? {} : { most_amount: highest }),
      }),
    ),
  )
  return {
    ...answer,
    dropped: [...new Set(dropped)],
    corrected: Object.entries(corrected),
    products: await readHits(db, hits),
  }
}

async function readHits(db: Db, hits: z.infer<typeof answerRow>['hits']): Promise<FoundProduct[]> {
  if (hits.length === 0) return []
  const slugs = hits.map(({ slug }) => slug)
  const rows = z.array(productRow).parse(unwrap(await db.from('products').select(cardColumns).in('slug', slugs)))
  const bySlug = new Map(rows.map((row) => [row.slug, row]))
  return hits.flatMap(({ slug, finish }) => {
    const row = bySlug.get(slug)
    if (!row) return []
    const variant = row.variants.find((one) => one.slug === finish)
    return [{ ...toCard(db, row), finish: variant ? toFinish(db, row, variant) : null }]
  })
}
