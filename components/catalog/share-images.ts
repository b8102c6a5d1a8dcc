import type { Photograph } from '#shop/catalog/types.ts'

/**
 * A photograph at its largest, for pages that link here: Open Graph's `images`.
 * JPEG before WebP, and never AVIF, which few readers of links know.
 */
export function shareImages({ alt, sizes }: Photograph) {
  const widest = (format: 'jpeg' | 'webp') =>
    sizes.filter((size) => size.format === format).toSorted((a, b) => b.width - a.width)[0]
  const size = widest('jpeg') ?? widest('webp')
  return size ? [{ url: size.url, width: size.width, height: size.height, alt }] : []
}
