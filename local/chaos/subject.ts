import type { Sql } from 'postgres'

/** What a lesson is about, as its trip makes it known. */
export type Subject = {
  /** the trace of the trip; an upload gets its trace in the database */
  trace: string | null
  email: string
  orderId?: string
  variantId?: string
  refundId?: string
  photographId?: string
  day?: string
}

export type Job = { key: string; status: string; runs: number; attempts: number; isHeld: boolean }

/** The jobs of a subject that are due by now, the oldest first. `isHeld`: a run holds it, dead or alive. */
export async function listJobs(sql: Sql, { trace, refundId, photographId }: Subject): Promise<Job[]> {
  const jobs = await sql<Job[]>`
    select j.key, j.status, j.runs, j.attempts, coalesce(j.status = 'running' and j.leased_until > now(), false) as "isHeld"
    from public.jobs j where j.run_at <= now() and (split_part(j.trace, '-', 2) = ${trace ?? '-'}
      or j.input ->> 'refundId' = ${refundId ?? '-'} or j.input ->> 'photographId' = ${photographId ?? '-'})
    order by j.created_at`
  return [...jobs]
}
