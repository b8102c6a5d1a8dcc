import type { Photograph, PhotographSize } from '#shop/catalog/types.ts'

/** Wide enough for every preview; much larger files are skipped by some (https://developers.facebook.com/docs/sharing/webmasters/images). */
const wideEnough = 1200

/** The size of a photograph that other programs get. JPEG before WebP; not AVIF, which few link previews support. */
export function chooseSize({ sizes }: Pick<Photograph, 'sizes'>): PhotographSize | undefined {
  const choose = (format: 'jpeg' | 'webp') => {
    const list = sizes.filter((size) => size.format === format).toSorted((a, b) => a.width - b.width)
    return list.find(({ width }) => width >= wideEnough) ?? list.at(-1)
  }
  return choose('jpeg') ?? choose('webp')
}
