import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { verifyDatabase } from '#functions/runtime/verify.ts'
import { unwrap } from '#lib/supabase.ts'

/**
 * Expires the pages that show what has changed in the catalogue, when the database reports a change. Then it tells the
 * database, which otherwise reports the change again with the next sweep.
 */
export const catalogWebhook = defineFunction({
  name: 'catalog-webhook',
  trigger: { kind: 'webhook', verify: verifyDatabase },
  refreshes: true,
  input: z.object({
    changes: z.array(z.number().int()).max(100),
    /** cache tags, see app/queries.ts; Next ignores longer ones */
    tags: z.array(z.string().max(256)).max(10_000),
  }),
  async run({ changes, tags }, { db, refresh }) {
    await refresh(tags)
    unwrap(await db.rpc('forget_page_changes', { changes }))
    return { refreshed: tags.length }
  },
})
