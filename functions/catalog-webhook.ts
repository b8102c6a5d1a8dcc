import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'

/** Woken by the database when a lamp or a photograph has changed: pages that show it are made anew. */
export const catalogWebhook = defineFunction({
  name: 'catalog-webhook',
  trigger: { kind: 'webhook', verify: verifyDatabase },
  refreshes: true,
  input: z.object({ products: z.array(z.string()).max(10_000) }),
  async run({ products }, { refresh }) {
    const tags = ['catalog', ...products.map((slug) => `product:${slug}`)]
    await refresh(tags)
    return { refreshed: tags.length }
  },
})
