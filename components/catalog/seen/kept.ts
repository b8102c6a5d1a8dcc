import { wallColour } from '#components/ui/wall.ts'
import type { Photograph, ProductCard } from '#shop/catalog/types.ts'

// The lamps that somebody has looked at, in local storage only: nobody else hears of them.

/** Lamps that are kept, the newest first. */
export const mostSeen = 12

/** What a small card shows. A lamp's next visit brings it up to date. */
export type SeenLamp = Readonly<{ slug: string; name: string; off: SeenPhotograph | null; on: SeenPhotograph | null }>
type SeenPhotograph = Readonly<{ url: string; wall: string }>

/** The card of a lamp as it is kept. */
export function toSeen({ slug, name, off, on }: ProductCard): SeenLamp {
  return { slug, name, off: small(off ?? on), on: small(on ?? off) }
}

/** A photograph that is sharp in a tile of 160 pixels. */
function small(photograph: Photograph | null): SeenPhotograph | null {
  const webp = photograph?.sizes.filter(({ format }) => format === 'webp').toSorted((a, b) => a.width - b.width) ?? []
  const size = webp.find(({ width }) => width >= 320) ?? webp.at(-1)
  return photograph && size ? { url: size.url, wall: wallColour(photograph) } : null
}

/** Reads what is kept; what is no such list counts as none. */
export function readSeen(text: string | null): SeenLamp[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isSeen).slice(0, mostSeen) : []
  } catch {
    return []
  }
}

function isSeen(value: unknown): value is SeenLamp {
  if (typeof value !== 'object' || value === null) return false
  const { slug, name, off, on } = value as Record<string, unknown>
  const isPhotograph = (one: unknown) =>
    one === null || (typeof one === 'object' && typeof Reflect.get(one ?? {}, 'url') === 'string')
  return typeof slug === 'string' && typeof name === 'string' && isPhotograph(off) && isPhotograph(on)
}

/** Puts a lamp first, once. */
export function addSeen(seen: readonly SeenLamp[], lamp: SeenLamp): SeenLamp[] {
  return [lamp, ...seen.filter(({ slug }) => slug !== lamp.slug)].slice(0, mostSeen)
}
