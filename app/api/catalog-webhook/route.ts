import { revalidateTag } from 'next/cache'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(catalogWebhook, {
  async refresh(tags) {
    // At once: a page that is served stale first would show a price that is no longer true.
    for (const tag of tags) revalidateTag(tag, { expire: 0 })
  },
})
