// Decodes photographs in a separate process, so that a hostile or broken file can harm nothing else.
import type { MadeSize } from '#shop/photographs/photographs.ts'
import { makeSizes, UnusablePhotograph } from '#shop/photographs/sizes.ts'

const memoryLimit = Number(process.argv[2]) * 1_048_576

// libvips works in its own threads, so this timer fires even while it decodes.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(137)
}, 5).unref()

/** What has come of the original. */
let parts: Uint8Array[] = []

process.on('disconnect', () => process.exit())
process.on('message', async (part: { bytes: Uint8Array } | { formats: MadeSize['format'][] }) => {
  if ('bytes' in part) return void parts.push(part.bytes)
  const original = Buffer.concat(parts)
  parts = []
  // The pixels of the last photograph would otherwise still be there, and the parts of this one.
  globalThis.gc?.()
  const give = (size: MadeSize) => process.send?.({ size })
  const answer = await makeSizes(original, part.formats, give).then(
    (made) => ({ made }),
    (error: unknown) => ({
      unusable: error instanceof UnusablePhotograph,
      message: error instanceof Error ? error.message : String(error),
    }),
  )
  process.send?.({ ...answer, megabytes: process.memoryUsage.rss() / 1_048_576 })
})
