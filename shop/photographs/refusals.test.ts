import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { UnusablePhotograph } from '#shop/photographs/decoder-pool.ts'
import { makeWhole } from '#shop/photographs/testing.ts'

const dots = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#3a6', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3a6' } })

describe('what cannot be used', () => {
  const refused = async (original: Uint8Array) => {
    const error = await makeWhole(original, ['webp']).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(UnusablePhotograph)
    return (error as Error).message
  }
  const text = (content: string) => new TextEncoder().encode(content)

  test('a JPEG that was cut short', async () => {
    const whole = await dots(800, 600).jpeg().toBuffer()
    expect(await refused(whole.subarray(0, whole.length / 2))).toBe('This photograph is damaged or incomplete.')
  })

  test('a PNG that was cut short', async () => {
    const whole = await dots(800, 600).png().toBuffer()
    expect(await refused(whole.subarray(0, whole.length / 2))).toMatch(
      /^This (photograph is damaged|file is not a picture)/,
    )
  })

  test.each([
    ['a renamed text', text('this is not a picture at all')],
    ['nothing', new Uint8Array()],
    [
      'an SVG',
      text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'),
    ],
    ['a PDF', text('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')],
  ])('%s', async (_name, original) => {
    expect(await refused(original)).toMatch(/not a (picture|JPEG)/)
  })

  test('a TIFF, which no shop needs', async () => {
    expect(await refused(await dots(20, 20).tiff().toBuffer())).toMatch(/not a (picture|JPEG)/)
  })

  test.each([
    ['a stripe', 30, 16_500],
    ['a line', 1, 40_000],
    ['a ribbon', 20_000, 40],
  ])('%s of %i x %i pixels, at once and with what to do', async (_name, width, height) => {
    const stripe = await sharp({ create: { width, height, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer()
    expect(await refused(stripe)).toBe(
      'One side of this picture is more than 20 times as long as the other. Crop it, and upload it again.',
    )
  })

  test('more than 40 megapixels, though the file is small', async () => {
    const bomb = await sharp({ create: { width: 8200, height: 5000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await refused(bomb)).toBe('This photograph has more than 40 megapixels.')
  })

  test.each([
    ['an AVIF', '13', () => plain(4400, 3000).avif({ effort: 0 })],
    ['a GIF', '24', () => plain(6000, 4100).gif({ effort: 1 })],
    ['a progressive or interlaced picture', '24', () => plain(6000, 4100).jpeg({ progressive: true })],
    ['a progressive or interlaced picture', '24', () => plain(6000, 4100).png({ progressive: true })],
  ])('%s of more than %s megapixels, which would be held as a whole', async (what, most, draw) => {
    expect(await refused(await draw().toBuffer())).toBe(
      `This is ${what} of more than ${most} megapixels. Save it as a plain JPEG, or smaller.`,
    )
  })
})
