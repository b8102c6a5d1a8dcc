import { makePhotograph } from '#shop/photographs/decoder-pool.ts'
import type { MadePhotograph, MadeSize } from '#shop/photographs/photographs.ts'

export type WholePhotograph = MadePhotograph & { sizes: MadeSize[] }

/** Makes the sizes of a photograph as the shop does, and keeps their bytes, widest first. @param limits instead of the shop's own */
export async function makeWhole(
  original: Uint8Array,
  formats: readonly MadeSize['format'][],
  limits?: { seconds: number; megabytes: number },
): Promise<WholePhotograph> {
  const made = await makePhotograph([original], formats, async (size) => size, limits)
  return { ...made, sizes: made.sizes.toSorted((a, b) => b.width - a.width || a.format.localeCompare(b.format)) }
}
