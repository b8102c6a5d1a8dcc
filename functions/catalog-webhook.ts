import { z } from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'

/** Expires the pages that show a lamp or a photograph when the database reports a change of it. */
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
