import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { beforeEach, expect, test, vi } from 'vitest'
import type { MadeSize } from '#shop/photographs/photographs.ts'
import { makeSizes } from '#shop/photographs/sizes.ts'

/** What was opened: the width of raw pixels, or 'file' for a picture that had to be decoded; and whether its pixels were asked for. */
const opened: { from: number | 'file'; picture: Sharp }[] = []

vi.mock('sharp', async (load) => {
  const { default: sharp } = await load<typeof import('sharp')>()
  const open: typeof sharp = ((...given: Parameters<typeof sharp>) => {
    const picture = sharp(...given)
    vi.spyOn(picture, 'toBuffer')
    const raw = (given[1] as { raw?: { width: number } } | undefined)?.raw
    opened.push({ from: raw?.width ?? 'file', picture })
    return picture
  }) as typeof sharp
  return { default: Object.assign(open, sharp) }
})
beforeEach(() => void opened.splice(0))

const seed = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'supabase', 'seed', 'photographs', name))

async function make(original: Uint8Array, formats: readonly MadeSize['format'][]) {
  const sizes: MadeSize[] = []
  await makeSizes(original, formats, (size) => void sizes.push(size))
  return sizes.toSorted((a, b) => a.width - b.width)
}

test.each([[['webp']], [['avif', 'jpeg']]] as const)(
  'a photograph is decoded once for all its sizes in %j',
  async (formats) => {
    await make(seed('regatta-on.jpg'), formats)
    const whole = opened.filter(({ picture }) => vi.mocked(picture.toBuffer).mock.calls.length > 0)
    expect(whole.filter(({ from }) => from === 'file')).toHaveLength(1)
    // Each size is made from the next larger one, and encoded from its own pixels; the last also gives the thumbhash.
    const widths = [1200, 960, 640, 320, 160]
    const each = (width: number) => widths.filter((one) => one === width)
    const expected = widths.flatMap((width) => [...formats.flatMap(() => each(width)), width])
    const made = whole.flatMap(({ from }) => (from === 'file' ? [] : [from]))
    expect(made.toSorted((a, b) => b - a)).toEqual(expected)
  },
)

/** Bytes of each size of a photograph of the catalogue, and a tenth more: what a shopper loads. */
test.each([
  ['regatta-on.jpg', 'webp', [2_400, 6_600, 18_400, 33_200, 51_100]],
  ['regatta-on.jpg', 'avif', [2_150, 5_000, 12_400, 22_400, 34_600]],
  ['tidepool-off.jpg', 'webp', [2_550, 5_900, 14_400, 25_800, 36_700]],
  ['tidepool-off.jpg', 'avif', [2_150, 4_850, 12_000, 22_000, 32_500]],
] as const)('%s in %s has at most so many bytes', async (name, format, most) => {
  const bytes = (await make(seed(name), [format])).map((size) => size.bytes.byteLength)
  expect(bytes).toHaveLength(5)
  expect(
    bytes.map((one, index) => one <= (most[index] ?? 0)),
    `${bytes}`,
  ).toEqual(bytes.map(() => true))
})
