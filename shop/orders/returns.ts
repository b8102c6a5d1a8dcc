import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/**
 * Requests the return of an order, once. Returns the job that confirms it by mail.
 * @param db as the caller: the owner of the order, or anybody with its key
 * @throws ShopError not_found, conflict (not shipped yet, too late, refunded already)
 */
export async function requestReturn(db: Db, orderId: string, key: string | null, reason: string): Promise<Job | null> {
  const input = { order_id: orderId, reason, ...(key ? { access_key: key } : {}) }
  return toJob(unwrap(await db.rpc('request_return', input)))
}
