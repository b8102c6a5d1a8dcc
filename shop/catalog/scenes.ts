import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import { findAddresses } from '#shop/catalog/addresses.ts'
import { photographColumns, photographRow, toPhotograph } from '#shop/catalog/photograph-rows.ts'
import type { Hotspot, Scene } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

const sceneRow = z.object({
  slug: z.string(),
  alt: z.string(),
  hotspots: z.array(z.object({ slug: z.string(), x: z.number(), y: z.number(), finish: z.string().optional() })),
  photographs: z.array(photographRow.extend({ position: z.number() })),
})

/** Lists the room sets, in order. A hotspot follows its lamp to a new slug; those of lamps that are not for sale are left out. */
export async function listScenes(db: Db): Promise<Scene[]> {
  const columns = `slug, alt, hotspots, photographs(position, ${photographColumns})` as const
  const rows = z.array(sceneRow).parse(unwrap(await db.from('scenes').select(columns).order('position')))
  const products = await findAddresses(db, 'products', [
    ...new Set(rows.flatMap(({ hotspots }) => hotspots.map(({ slug }) => slug))),
  ])
  const lampColumns = 'slug, name, variants(id, slug, name, price_amount, currency, stock, position)'
  const shown = db.from('products').select(lampColumns).eq('status', 'active').in('slug', Object.values(products))
  const lamps = new Map(unwrap(await shown).map((row) => [row.slug, row]))
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
        const lamp = lamps.get(slug)
        return lamp ? [{ slug, x: spot.x, y: spot.y, ...toLamp(lamp, spot.finish) }] : []
      }),
    }
  })
}

type Variant = {
  id: string
  slug: string
  name: string
  price_amount: number
  currency: string
  stock: number
  position: number
}
type LampRow = { name: string; variants: Variant[] }

/** @param pictured the slug of the finish that the picture shows, where it is known */
function toLamp({ name, variants }: LampRow, pictured?: string): Pick<Hotspot, 'name' | 'price' | 'finish'> {
  const sorted = variants.toSorted((a, b) => a.position - b.position)
  const shown = sorted.find(({ slug }) => slug === pictured)
  // Nobody who saw a lamp in slate should get it in butter.
  const finish = (shown ? [shown] : sorted).find(({ stock }) => stock > 0)
  const [cheapest] = variants.toSorted((a, b) => a.price_amount - b.price_amount)
  return {
    name,
    price: cheapest ? priceOf(cheapest) : { amount: 0, currency: shop.currency },
    finish: finish ? { id: finish.id, name: finish.name, price: priceOf(finish) } : null,
  }
}

const priceOf = ({ price_amount: amount, currency }: Variant) => ({ amount, currency })
