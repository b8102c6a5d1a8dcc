import * as z from 'zod'
import { type Job, toJob, toJobs } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { jobEntryRow } from '#shop/runs/rows.ts'
import type { JobList, JobPage } from '#shop/runs/types.ts'

const count = z.number().int()
const page = z
  .object({
    jobs: z.array(jobEntryRow),
    counts: z.object({ dead: count, open: count, discarded: count }),
    is_cut: z.boolean(),
  })
  .transform(({ is_cut, ...rest }): JobPage => ({ ...rest, isCut: is_cut }))

/** Lists jobs for staff: at most 100, of one function if `name` is given. @throws ShopError forbidden */
export async function listJobs(db: Db, list: JobList, name?: string): Promise<JobPage> {
  return page.parse(unwrap(await db.rpc('list_jobs', { list, ...(name ? { name } : {}) })))
}

/** Replays a dead job. Returns it for the queue. @throws ShopError forbidden, conflict */
export async function replayJob(db: Db, key: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('replay_job', { key })))
}

/** Replays all dead jobs, at most 200, or those of one function. Returns them for the queue. @throws ShopError forbidden */
export async function replayDeadJobs(db: Db, name?: string): Promise<Job[]> {
  return toJobs(unwrap(await db.rpc('replay_dead_jobs', name ? { name } : {})))
}

/** Gives a dead job up, for a reason of 3 to 300 characters. @throws ShopError forbidden, invalid, conflict */
export async function discardJob(db: Db, key: string, reason: string): Promise<void> {
  unwrap(await db.rpc('discard_job', { key, reason }))
}

/**
 * Runs a finished job again. Its steps are remembered, so that nothing is done twice. Returns it for the queue.
 * @throws ShopError forbidden, not_found; conflict when it is not finished, or older than 29 days
 */
export async function runJobAgain(db: Db, key: string): Promise<Job | null> {
  return toJob(unwrap(await db.rpc('run_job_again', { key })))
}
