import { z } from 'zod'
import { defineFunction } from '#functions/define.ts'
import { verifyDatabase } from '#functions/verify.ts'
import { markUploaded } from '#shop/images.ts'

/** Woken by the database when a file lands in private storage: an original asks for its sizes. */
export const storageWebhook = defineFunction({
  name: 'storage-webhook',
  trigger: { kind: 'webhook', verify: verifyDatabase },
  input: z.object({ bucket: z.literal('originals'), path: z.string().min(1) }),
  async run({ path }, { db, queue, trace, log }) {
    const job = await markUploaded(db, path, trace)
    if (!job) log.info('nothing to do for this upload', { path })
    await queue.ring(job)
    return { job: job?.key ?? null }
  },
})
