import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { type LampToIndex, packIndex } from '#shop/catalog/pack-index.ts'
import { cardColumns, productRow, toCard, toFinish } from '#shop/catalog/rows.ts'
import type { SearchIndex } from '#shop/catalog/search-types.ts'

/** The most lamps that the browser searches itself: about 60 kB of gzip. The database searches a larger catalogue. */
export const mostIndexed = 1_000

const place = z.object({ slug: z.string(), name: z.string() })
const indexRow = z
  .object({
    words: z.array(z.tuple([z.string(), z.string(), z.string(), z.string().nullable()])),
    lexicon: z.array(z.string()),
    categories: z.array(place),
    collections: z.array(place),
    lamps: z.array(
      z.object({
        id: z.uuid(),
        text: z.string(),
        marks: z.string().nullable(),
        hues: z.record(z.string(), z.string().nullable()).nullable(),
      }),
    ),
  })
  .nullable()

const lampRow = productRow.extend({ sku: z.string() })
type Row = z.infer<typeof lampRow>

/** Returns what the browser needs to search the lamps that are for sale; null when there are too many. */
export async function findSearchIndex(db: Db): Promise<SearchIndex | null> {
  const index = indexRow.parse(unwrap(await db.rpc('search_index', { most: mostIndexed })))
  if (!index) return null
  const rows = new Map((await readRows(db)).map((row) => [row.id, row]))
  const lamps = index.lamps.flatMap(({ id, text, marks, hues }): LampToIndex[] => {
    const row = rows.get(id)
    if (!row) return []
    const variants = row.variants.toSorted((a, b) => a.position - b.position)
    const finishes = variants.map((variant) => ({ ...toFinish(db, row, variant), hues: hues?.[variant.slug] ?? '' }))
    return [{ card: toCard(db, row), sku: row.sku, finishes, text, marks: marks ?? '' }]
  })
  return packIndex(index, lamps)
}

/** Rows of one request. */
const batch = 250

async function readRows(db: Db): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const query = db
      .from('products')
      .select(`${cardColumns}, sku` as const)
      .eq('status', 'active')
      .order('id')
    const read = z.array(lampRow).parse(unwrap(await query.range(rows.length, rows.length + batch - 1)))
    rows.push(...read)
    if (read.length < batch) return rows
  }
}
