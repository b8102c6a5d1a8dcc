import type { Photograph } from '#shop/catalog/types.ts'

/**
 * The largest size of a photograph, for Open Graph's `images`. JPEG before WebP; not AVIF, which few link previews
 * support.
 */
export function shareImages({ alt, sizes }: Photograph) {
  const widest = (format: 'jpeg' | 'webp') =>
    sizes.filter((size) => size.format === format).toSorted((a, b) => b.width - a.width)[0]
  const size = widest('jpeg') ?? widest('webp')
  return size ? [{ url: size.url, width: size.width, height: size.height, alt }] : []
}
