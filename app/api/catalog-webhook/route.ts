import { revalidateTag } from 'next/cache'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(catalogWebhook, {
  async refresh(tags) {
    for (const tag of tags) revalidateTag(tag, 'max')
  },
})
