import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'
import { markUploaded } from '#shop/photographs/photographs.ts'

/** Plans the sizes of a photograph when the database reports that its original is in private storage. */
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
