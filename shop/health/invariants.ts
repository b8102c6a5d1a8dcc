import * as z from 'zod'
import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'
import type { Finding } from '#shop/health/types.ts'

/** Plans the check of a night. Returns the job for the queue; null when the check is done. */
export async function planCheck(db: Db, at: Date, trace: Traceparent): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('plan_check', { at: at.toISOString(), trace })))
}

/** Lists the ids of all invariants, such as I4. */
export async function listInvariants(db: Db): Promise<string[]> {
  const rows = unwrap(await db.from('invariants').select('id'))
  return rows.map(({ id }) => id).toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

/** Finds the rows that break an invariant, stores them, and flags their orders. Returns how many there are. */
export async function checkInvariant(db: Db, invariant: string): Promise<number> {
  return unwrap(await db.rpc('check_invariant', { invariant_id: invariant }))
}

/** Ends the check of a night. Returns the job that tells the owner, if there are findings. */
export async function reportFindings(db: Db, day: string, trace: Traceparent): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('report_findings', { day, trace })))
}

export const findingRow = z
  .object({
    id: z.uuid(),
    invariant: z.string(),
    promise: z.string(),
    detail: z.string(),
    found_at: z.string(),
    order_id: z.uuid().nullable(),
    order_number: z.string().nullable(),
  })
  .transform(({ found_at, order_id, order_number, ...finding }): Finding => {
    return { ...finding, foundAt: found_at, orderId: order_id, orderNumber: order_number }
  })

/** Lists the rows that break an invariant now, oldest first; fifty at most. */
export async function listFindings(db: Db): Promise<Finding[]> {
  return z.array(findingRow).parse(unwrap(await db.rpc('get_findings')))
}
