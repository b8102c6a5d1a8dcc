import { z } from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { findAddresses } from '#shop/catalog/addresses.ts'
import { photographColumns, photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import type { Scene } from '#shop/catalog/types.ts'

const sceneRow = z.object({
  slug: z.string(),
  alt: z.string(),
  hotspots: z.array(z.object({ slug: z.string(), x: z.number(), y: z.number() })),
  photographs: z.array(photographRow.extend({ position: z.number() })),
})

/** Lists the room sets, in order. A hotspot follows its lamp to a new slug; those of lamps that are not for sale are left out. */
export async function listScenes(db: Db): Promise<Scene[]> {
  const columns = `slug, alt, hotspots, photographs(position, ${photographColumns})` as const
  const rows = z.array(sceneRow).parse(unwrap(await db.from('scenes').select(columns).order('position')))
  const products = await findAddresses(db, 'products', [
    ...new Set(rows.flatMap(({ hotspots }) => hotspots.map(({ slug }) => slug))),
  ])
  const shown = db.from('products').select('slug, name').eq('status', 'active').in('slug', Object.values(products))
  const names = new Map(unwrap(await shown).map(({ slug, name }) => [slug, name]))
  return rows.map((row) => {
    const photographs = row.photographs.toSorted((a, b) => a.position - b.position)
    const of = (role: string) =>
      photographs.filter((photograph) => photograph.role === role).map((photograph) => toPhotograph(db, photograph))
    return {
      slug: row.slug,
      alt: row.alt,
      off: of('off')[0] ?? null,
      lit: of('on')[0] ?? null,
      dark: of('dark')[0] ?? null,
      layers: of('layer'),
      hotspots: row.hotspots.flatMap((spot) => {
        const slug = products[spot.slug] ?? ''
        const name = names.get(slug)
        return name ? [{ ...spot, slug, name }] : []
      }),
    }
  })
}
