import { revalidateTag } from 'next/cache'
import { healthCheck } from '#functions/health-check.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(healthCheck, {
  async refresh(tags) {
    // At once: who looks after a check sees what it found.
    for (const tag of tags) revalidateTag(tag, { expire: 0 })
  },
})
