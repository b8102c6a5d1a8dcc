import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { inSpan } from '#lib/span.ts'
import { DecoderEnded, makePhotograph, UnusablePhotograph, wakeDecoder } from '#shop/photographs/decoder-pool.ts'
import { failPhotograph, openOriginal, saveSize, saveSizes } from '#shop/photographs/photographs.ts'

/** How often a photograph may end its decoder before it fails. */
const mostEnds = 3

/**
 * Makes the sizes of a photograph: widths 160 to 2400 (never enlarged), upright, without metadata, in sRGB.
 * It makes WebP first, so that pages can show the photograph early; a second job makes AVIF and JPEG. A photograph that
 * cannot be decoded fails with a reason.
 */
export const makeThumbnail = defineFunction({
  name: 'make-thumbnail',
  trigger: { kind: 'queue' },
  // One photograph fits in 512 MB, whatever it is. The rest buys a whole core, where memory does, and room for two at once. Nobody
  // waits for the fallback formats, so they must not delay a new photograph.
  limits: { memory: 2048, parallel: 2, lines: { fallbacks: 1 } },
  input: z.object({ photographId: z.uuid(), formats: z.array(z.enum(['webp', 'avif', 'jpeg'])).min(1) }),
  async run({ photographId, formats }, { db, queue, log, run }) {
    wakeDecoder()
    const original = await openOriginal(db, photographId)
    if (original === 'removed') return { photograph: photographId, state: 'removed' }
    try {
      if (original === 'missing') throw new UnusablePhotograph('Its file is no longer in storage. Upload it again.')
      // A size goes to storage while the next ones are made.
      const made = await inSpan('decode', { attributes: { 'shop.formats': formats } }, () =>
        makePhotograph(original, formats, (size) => saveSize(db, photographId, size)),
      )
      await queue.ring(await saveSizes(db, photographId, made))
      return { photograph: photographId, sizes: made.sizes.length }
    } catch (error) {
      const reason = reasonOf(error, run)
      if (reason === null) throw error
      log.warn('a photograph cannot be used', { photograph: photographId, reason })
      await failPhotograph(db, photographId, reason)
      return { photograph: photographId, failed: reason }
    }
  },
})

/** Gives the reason to give up, as a sentence for staff; null when another run may help. @param run counts the runs of the job */
function reasonOf(error: unknown, run: number): string | null {
  if (error instanceof UnusablePhotograph) return error.message
  if (error instanceof DecoderEnded && run >= mostEnds) {
    return `The program that reads photographs was ended ${run} times on this one. Try again, or save it in another format.`
  }
  return null
}
