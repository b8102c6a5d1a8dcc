import type { ChaosTools } from '#local/chaos/chaos-tools.ts'
import type { FunctionHost } from '#local/chaos/function-host.ts'
import { type Job, listJobs, type Subject } from '#local/chaos/subject.ts'
import { fireCron } from '#local/scheduler/clock.ts'

/** What a lesson hears of each wait that it was spared. */
type Told = (kind: 'wait' | 'sweep', text: string) => void

type Hurried = { host: FunctionHost | undefined; sweeps: boolean; mend(): void }

/**
 * Spares a lesson the waits of a real outage: the lease of a run whose process is dead, the queue's pause before another attempt,
 * and the minutes until the sweep comes. It moves only times in the rows of this lesson, as if they had passed.
 * @param lesson `host`: the process that it killed or froze; `sweeps`: the sweep may come before its time; `mend` switches the faults
 *   off before that, because no outage lasts for ever
 * @returns looks once, and returns whether nothing is left to do
 */
export function createHurry(tools: ChaosTools, lesson: Hurried, told: Told) {
  const { sql, queue } = tools
  const { host, sweeps, mend } = lesson
  const released = new Set<string>()
  const stuck = new Map<string, number>()

  async function release({ key, runs }: Job): Promise<void> {
    released.add(`${key} ${runs}`)
    const [job] =
      await sql`with held as (select j.key, extract(epoch from j.leased_until - now())::integer as seconds from public.jobs j
        where j.key = ${key} and j.runs = ${runs} and j.status = 'running' and j.leased_until > now())
      update public.jobs j set leased_until = now() - interval '1 second' from held where j.key = held.key returning held.seconds`
    if (!job) return
    await sql`update public.function_runs set ends_by = now() where job_key = ${key} and job_run = ${runs} and status is null`
    told(
      'wait',
      `The lease of the lost run would last ${job.seconds} s longer. Nobody may take the job before. Skipped.`,
    )
  }

  /** Of a job that is done, too: a delivery that was told that the job is busy comes again. */
  function hasten({ key, isHeld }: Job): void {
    const pause = isHeld ? 0 : queue.hasten(key)
    if (pause > 0) told('wait', `The queue would try again in ${Math.ceil(pause / 1000)} s. Skipped.`)
  }

  async function sweep(why: string): Promise<void> {
    mend()
    told('sweep', why)
    await fireCron(tools.scheduler, 'sweep')
  }

  /** Lets ten minutes pass for a job, and an hour since its last failure: the sweep then rings for it again. */
  const age = (key: string) => sql`update public.jobs set run_at = least(run_at, now() - interval '10 minutes'),
    rung_at = least(rung_at, now() - interval '10 minutes'), finished_at = least(finished_at, now() - interval '61 minutes') where key = ${key}`

  /** True when this was so at the last look too: a message may be between two places for a moment. */
  const isStuck = (what: string, now: boolean) => {
    const times = now ? (stuck.get(what) ?? 0) + 1 : 0
    stuck.set(what, times)
    return sweeps && times % 8 === 3
  }

  async function hurryJob(job: Job): Promise<void> {
    const { key, isHeld, runs } = job
    const { moving, retrying } = queue.held(key)
    // A run without a delivery is dead: each run answers one. The run that stands still is the first of its job.
    const isLost = host?.isFrozen() ? released.size === 0 : moving === 0
    if (isHeld && isLost && !released.has(`${key} ${runs}`)) await release(job)
    const isForgotten = !isHeld && (host?.isFrozen() || moving + retrying === 0)
    if (!isStuck(key, isForgotten)) return
    await age(key)
    await sweep(`Nobody answers for ${key}. Minutes later the sweep comes and rings again.`)
  }

  /** What the database waits for, because an event never came. */
  async function hurryEvents({ orderId, photographId }: Subject): Promise<boolean> {
    const [order] = orderId ? await sql`select status from public.orders where id = ${orderId}` : []
    if (isStuck('order', order?.status === 'pending')) {
      await sql`update public.orders set deadline_at = now() - interval '1 second' where id = ${orderId ?? null}`
      await sweep('Half an hour passes: the time to pay is over. The sweep asks Stripe before it cancels anything.')
    }
    const [upload] = photographId
      ? await sql`select i.original_path as path from public.photographs i join storage.objects o on o.bucket_id = 'originals' and
          o.name = i.original_path where i.id = ${photographId} and i.status = 'waiting'`
      : []
    if (isStuck('upload', upload !== undefined)) {
      await sql`update storage.objects set created_at = created_at - interval '2 minutes' where bucket_id = 'originals' and name = ${upload?.path}`
      await sweep('A minute later the sweep finds a file that nobody has told the shop about.')
    }
    return order?.status !== 'pending' && upload === undefined
  }

  return async function look(subject: Subject): Promise<boolean> {
    const jobs = await listJobs(sql, subject)
    const open = jobs.filter(({ status }) => status === 'waiting' || status === 'running')
    for (const job of jobs) hasten(job)
    for (const job of open) await hurryJob(job)
    const told = await hurryEvents(subject)
    const isDone = told && jobs.length > 0 && open.length === 0
    // The run that stood still wakes up last, and finds that another one has done its work.
    if (isDone && host?.isFrozen()) {
      host.thaw()
      return false
    }
    return isDone && jobs.every(({ key }) => queue.held(key).moving + queue.held(key).retrying === 0)
  }
}
