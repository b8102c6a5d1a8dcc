import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { largestFile, pictureProblem, readPictureType } from '#components/admin/photographs/type.ts'

const plain = (width = 8, height = 6) => sharp({ create: { width, height, channels: 3, background: '#c86' } })
const bytesOf = async (picture: Sharp) => new Uint8Array(await picture.toBuffer())
const text = (value: string) => new TextEncoder().encode(value)

test.each([
  ['image/jpeg', () => plain().jpeg()],
  ['image/png', () => plain().png()],
  ['image/webp', () => plain().webp()],
  ['image/avif', () => plain().avif()],
  ['image/gif', () => plain().gif()],
])('knows %s by its bytes', async (type, make) => {
  const bytes = await bytesOf(make())
  expect(readPictureType(bytes)).toBe(type)
  expect(pictureProblem(bytes, bytes.length)).toBeNull()
})

test.each([
  ['nothing', '', 'empty'],
  ['text', 'Dear Sir or Madam', 'not a picture'],
  ['a bare SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'drawing'],
  ['an SVG with a prologue', '<?xml version="1.0"?>\n<!-- by hand -->\n<svg/>', 'drawing'],
  ['HTML', '<!doctype html><script>', 'not a picture'],
  ['a PDF', '%PDF-1.7', 'not a picture'],
  ['a HEIC photograph', '\0\0\0\x18ftypheic', 'HEIC'],
])('refuses %s', (_name, content, reason) => {
  expect(pictureProblem(text(content), content.length)).toContain(reason)
})

test('refuses what is over 15 MB, and takes 15 MB', async () => {
  const bytes = await bytesOf(plain().jpeg())
  expect(pictureProblem(bytes, largestFile)).toBeNull()
  expect(pictureProblem(bytes, largestFile + 1)).toContain('The most is 15 MB')
})

const large = [
  ['PNG', 'is 40', () => plain(8000, 5001).png({ compressionLevel: 1 })],
  [
    'JPEG with metadata before its frame',
    'is 40',
    () =>
      plain(8000, 5001)
        .withExif({ IFD0: { Artist: 'x'.repeat(9000) } })
        .jpeg(),
  ],
  ['lossy WebP', 'is 40', () => plain(8000, 5001).webp({ effort: 0 })],
  ['lossless WebP', 'is 40', () => plain(8000, 5001).webp({ lossless: true, effort: 0 })],
  [
    'extended WebP',
    'is 40',
    () =>
      plain(8000, 5001)
        .webp({ effort: 0 })
        .withExif({ IFD0: { Artist: 'x' } }),
  ],
  ['GIF', 'of a GIF is 24', () => plain(8000, 5001).gif({ effort: 1 })],
] as const

test.each(large)(
  'counts the pixels of a %s by its header alone',
  async (_name, most, make) => {
    const bytes = await bytesOf(make())
    expect(pictureProblem(bytes.subarray(0, 64 * 1024), bytes.length)).toBe(
      `This photograph has 41 megapixels. The most ${most}.`,
    )
  },
  30_000,
)

test('a header that ends too early is left to whoever decodes it', async () => {
  const bytes = await bytesOf(plain().jpeg())
  for (const length of [3, 4, 20, 100]) expect(pictureProblem(bytes.subarray(0, length), length)).toBeNull()
})
