import * as z from 'zod'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { AdminCounts } from '#shop/admin/types.ts'

const count = z.number().int()
const row = z.object({
  attention: count,
  to_pack: count,
  dead_jobs: count,
  low_stock: count,
  failed_photographs: count,
  past_until: z.string().nullable(),
})

/** Counts what waits for staff. Returns also the end of the past, as `findPastEnd` gives it. @throws ShopError forbidden */
export async function countAdmin(db: Db): Promise<AdminCounts & { pastEnd: string | null }> {
  const found = row.parse(unwrap(await db.rpc('admin_counts')))
  return {
    attention: found.attention,
    toPack: found.to_pack,
    deadJobs: found.dead_jobs,
    lowStock: found.low_stock,
    failedPhotographs: found.failed_photographs,
    pastEnd: found.past_until,
  }
}
