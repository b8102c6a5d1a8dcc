import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { makePhotograph, UnusablePhotograph } from '#shop/photographs/decoder-pool.ts'
import { failPhotograph, readOriginal, saveSizes } from '#shop/photographs/photographs.ts'

/**
 * Makes the sizes of a photograph: widths 160 to 1280 (never enlarged), upright, without metadata, in sRGB.
 * It makes WebP first, so that pages can show the photograph early; a second job makes AVIF and JPEG. A photograph that
 * cannot be decoded fails with a reason.
 */
export const makeThumbnail = defineFunction({
  name: 'make-thumbnail',
  trigger: { kind: 'queue' },
  // A photograph uses a whole core. Nobody waits for the fallback formats, so they must not delay a new photograph.
  limits: { parallel: 2, lines: { fallbacks: 1 } },
  input: z.object({ photographId: z.uuid(), formats: z.array(z.enum(['webp', 'avif', 'jpeg'])).min(1) }),
  async run({ photographId, formats }, { db, queue, log }) {
    const original = await readOriginal(db, photographId)
    try {
      const made = await makePhotograph(original, formats)
      await queue.ring(await saveSizes(db, photographId, made))
      return { photograph: photographId, sizes: made.sizes.length }
    } catch (error) {
      if (!(error instanceof UnusablePhotograph)) throw error
      log.warn('a photograph cannot be used', { photograph: photographId, reason: error.message })
      await failPhotograph(db, photographId, error.message)
      return { photograph: photographId, failed: error.message }
    }
  },
})
