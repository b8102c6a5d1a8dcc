import * as z from 'zod'
import type { Db } from '#lib/supabase.ts'
import type { Photograph } from '#shop/catalog/types.ts'

/** A photograph as the database returns it, from a table or from an SQL function. */
export const photographRow = z.object({
  id: z.uuid(),
  role: z.enum(['off', 'on', 'detail', 'finish', 'dark', 'layer']),
  alt: z.string(),
  width: z.number(),
  height: z.number(),
  thumbhash: z.string(),
  focal_x: z.number(),
  focal_y: z.number(),
  photograph_sizes: z.array(
    z.object({ width: z.number(), height: z.number(), format: z.enum(['webp', 'avif', 'jpeg']), path: z.string() }),
  ),
})

/** Columns to select for `photographRow`. */
export const photographColumns =
  'id, role, alt, width, height, thumbhash, focal_x, focal_y, photograph_sizes(width, height, format, path)'

/** Converts the paths of a photograph's sizes into URLs, smallest first. */
export function toPhotograph(db: Db, row: z.infer<typeof photographRow>): Photograph {
  const bucket = db.storage.from('photographs')
  return {
    id: row.id,
    role: row.role,
    alt: row.alt,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash,
    focalX: row.focal_x,
    focalY: row.focal_y,
    sizes: row.photograph_sizes
      .toSorted((a, b) => a.format.localeCompare(b.format) || a.width - b.width)
      .map(({ path, ...size }) => ({ ...size, url: bucket.getPublicUrl(path).data.publicUrl })),
  }
}
