import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { makeWhole, type WholePhotograph } from '#shop/photographs/testing.ts'

type Channels = 3 | 4
/** Random dots, because a picture of one colour compresses to almost nothing. */
const dots = (width: number, height: number, channels: Channels = 3) =>
  sharp({ create: { width, height, channels, background: '#3a6', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })
const photograph = (width = 800, height = 600) => dots(width, height).jpeg().toBuffer()
const webp = (original: Uint8Array) => makeWhole(original, ['webp'])
const widthsOf = (made: WholePhotograph) => made.sizes.map((size) => size.width).toSorted((a, b) => a - b)
const read = (made: WholePhotograph, index = 0) => sharp(made.sizes[index]?.bytes)
const pixelOf = async (made: WholePhotograph) => [...(await read(made).resize(1, 1).raw().toBuffer())]

describe('sizes', () => {
  test.each([
    [3000, [160, 320, 640, 960, 1280, 1920, 2400]],
    [2000, [160, 320, 640, 960, 1280, 1920, 2000]],
    [1100, [160, 320, 640, 960, 1100]],
    [960, [160, 320, 640, 960]],
    [100, [100]],
    [1, [1]],
  ])('of a picture %i pixels wide are %j: none larger than the original', async (width, widths) => {
    const made = await webp(await photograph(width, Math.ceil(width / 2)))
    expect(widthsOf(made)).toEqual(widths)
    expect(made).toMatchObject({ width, height: Math.ceil(width / 2) })
    for (const size of made.sizes) {
      const { format, width, height } = await sharp(size.bytes).metadata()
      expect({ format, width, height }).toEqual({ format: 'webp', width: size.width, height: size.height })
    }
  })

  test('come in every format asked for, with a thumbhash', async () => {
    const made = await makeWhole(await photograph(320, 200), ['avif', 'jpeg'])
    expect(made.sizes.map(({ format, width }) => `${format} ${width}`).toSorted()).toEqual([
      'avif 160',
      'avif 320',
      'jpeg 160',
      'jpeg 320',
    ])
    expect(Buffer.from(made.thumbhash, 'base64').length).toBeGreaterThan(10)
  })

  test.each([
    ['a screenshot of a whole page', 1170, 16_500, [160, 290]],
    ['a screenshot of a phone', 1080, 4800, [160, 320, 640, 921]],
    ['a banner', 6000, 300, [160, 320, 640, 960, 1280, 1920, 2400]],
  ])('of %s (%i x %i) are %j: none higher than 4096 pixels, in every format', async (_name, width, height, widths) => {
    const original = await sharp({ create: { width, height, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer()
    const made = await makeWhole(original, ['webp', 'avif', 'jpeg'])
    expect(made).toMatchObject({ width, height })
    expect(widthsOf(made)).toEqual(widths.flatMap((one) => [one, one, one]))
    for (const size of made.sizes) expect(size.height).toBeLessThanOrEqual(4096)
  })

  test('are the same bytes every time, so that the same photograph is the same file', async () => {
    const original = await photograph()
    expect(await webp(original)).toEqual(await webp(original))
  })
})

describe('what comes out', () => {
  test('stands upright', async () => {
    const left = { create: { width: 400, height: 600, channels: 3 as const, background: '#f00' } }
    const original = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#00f' } })
      .composite([{ input: left, gravity: 'west' }])
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const made = await webp(original)
    expect(made).toMatchObject({ width: 600, height: 800 })
    // Orientation 6 is a quarter turn clockwise: the left side becomes the top.
    const [red = 0, , blue = 255] = await read(made)
      .extract({ left: 300, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer()
    expect([red > 200, blue < 60]).toEqual([true, true])
    expect((await read(made).metadata()).orientation).toBeUndefined()
  })

  test('carries no metadata: no place, no profile, no name', async () => {
    const exif = {
      IFD0: { Artist: 'Ada Lovelace', Copyright: 'Ada' },
      IFD3: { GPSLatitude: '51/1 3/1 0/1', GPSLatitudeRef: 'N' },
    }
    const original = await dots(400, 300)
      .withExif(exif)
      .withIccProfile('p3')
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .jpeg()
      .toBuffer()
    expect(original.includes('Lovelace')).toBe(true)
    const made = await makeWhole(original, ['webp', 'avif', 'jpeg'])
    for (const size of made.sizes) {
      const { exif, icc, xmp, iptc } = await sharp(size.bytes).metadata()
      expect({ exif, icc, xmp, iptc }).toEqual({})
      expect(Buffer.from(size.bytes).includes('Lovelace')).toBe(false)
    }
  })

  test('is opaque, on white', async () => {
    const clear = await sharp({ create: { width: 200, height: 200, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer()
    const made = await webp(clear)
    expect((await read(made).metadata()).hasAlpha).toBe(false)
    expect(await pixelOf(made)).toEqual([255, 255, 255])
  })

  test.each([
    [
      'a CMYK JPEG',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer(),
    ],
    [
      'a PNG of 16 bits',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .toColourspace('rgb16')
          .png()
          .toBuffer(),
    ],
    [
      'a PNG with a palette',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .png({ palette: true })
          .toBuffer(),
    ],
    [
      'a GIF',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .gif()
          .toBuffer(),
    ],
    [
      'a WebP',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .webp()
          .toBuffer(),
    ],
    [
      'an AVIF',
      () =>
        sharp({ create: { width: 200, height: 100, channels: 3, background: '#c00000' } })
          .avif()
          .toBuffer(),
    ],
  ])('of %s is sRGB of the same colour', async (_name, make) => {
    const made = await webp(await make())
    expect((await read(made).metadata()).space).toBe('srgb')
    const [red = 0, green = 255, blue = 255] = await pixelOf(made)
    expect([Math.abs(red - 192) < 30, green < 50, blue < 50]).toEqual([true, true, true])
  })

  test.each([
    ['grey', () => dots(200, 100).greyscale().toColourspace('b-w').jpeg().toBuffer()],
    ['grey with alpha', () => dots(200, 100, 4).greyscale().toColourspace('b-w').png().toBuffer()],
  ])('of a picture in %s is a picture', async (_name, make) => {
    expect(widthsOf(await webp(await make()))).toEqual([160, 200])
  })
})
