import type { Photograph } from '#shop/catalog/types.ts'

/** Wide enough for every preview; much larger files are skipped by some (https://developers.facebook.com/docs/sharing/webmasters/images). */
const wideEnough = 1200

/** A size of a photograph for Open Graph's `images`. JPEG before WebP; not AVIF, which few link previews support. */
export function shareImages({ alt, sizes }: Photograph) {
  const choose = (format: 'jpeg' | 'webp') => {
    const list = sizes.filter((size) => size.format === format).toSorted((a, b) => a.width - b.width)
    return list.find(({ width }) => width >= wideEnough) ?? list.at(-1)
  }
  const size = choose('jpeg') ?? choose('webp')
  return size ? [{ url: size.url, width: size.width, height: size.height, alt }] : []
}
