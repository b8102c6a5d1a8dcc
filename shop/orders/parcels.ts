import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/** Packs a paid order. Gives the job that will ship it; null when there is nothing left to do. */
export async function packOrder(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('pack_order', { order_id: orderId })))
}

/** Ships a packed order, with a tracking number. Gives the job that will deliver it. */
export async function shipOrder(db: Db, orderId: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('ship_order', { order_id: orderId })))
}

/** Ends the trip of a shipped order. */
export async function deliverOrder(db: Db, orderId: string): Promise<void> {
  unwrap(await db.rpc('deliver_order', { order_id: orderId }))
}
