import type { Job } from '#lib/jobs.ts'
import { toJob, toJobs } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/** Packs a paid order. Returns the job that ships it, or null when the order is packed already. */
export async function packOrder(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('pack_order', { order_id: orderId })))
}

/** Ships a packed order with a tracking number. Returns the jobs that deliver it and mail the shopper. */
export async function shipOrder(db: Db, orderId: string): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('ship_order', { order_id: orderId })))
}

/** Marks a shipped order as delivered. Returns the job that mails the shopper. */
export async function deliverOrder(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('deliver_order', { order_id: orderId })))
}
