// Decodes photographs in a separate process, so that a hostile or broken file can harm nothing else.
import { makeSizes, UnusablePhotograph } from '#shop/photographs/sizes.ts'

const memoryLimit = Number(process.argv[2]) * 1_048_576

// libvips works in its own threads, so this timer fires even while it decodes.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(137)
}, 25).unref()

process.on('disconnect', () => process.exit())
process.on(
  'message',
  async ({ original, formats }: { original: Uint8Array; formats: ('webp' | 'avif' | 'jpeg')[] }) => {
    try {
      process.send?.({ made: await makeSizes(original, formats) })
    } catch (error) {
      process.send?.({
        unusable: error instanceof UnusablePhotograph,
        message: error instanceof Error ? error.message : String(error),
      })
    }
  },
)
