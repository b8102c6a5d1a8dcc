import * as z from 'zod'
import { jobPolicies } from '#lib/jobs.gen.ts'

/** How the queue delivers the jobs of one function; the function's definition sets it. */
export type JobPolicy = {
  /** how often the queue delivers again after a failure */
  retries: number
  /** how many jobs run at once; no limit when absent */
  parallel?: number
  /** limits for jobs whose key ends in `.<line>`: they do not count towards `parallel`, and so many run at once */
  lines?: Record<string, number>
}

/** A job has the name of the function that does it. */
export type JobName = keyof typeof jobPolicies

/** How the queue delivers this job. */
export const policyOf = (name: JobName): JobPolicy => jobPolicies[name]

/** A row of the jobs table, as SQL functions return it. A second insert with the same `key` does nothing. */
export const jobRow = z.object({
  key: z.string().regex(/^[^:]+$/),
  name: z.enum(Object.keys(jobPolicies) as [JobName, ...JobName[]]),
  input: z.record(z.string(), z.unknown()),
  run_at: z.coerce.date(),
  trace: z.string().nullable(),
})
export type Job = z.infer<typeof jobRow>

/** Parses the job that an SQL function returns; null when there is none. */
export function toJob(value: unknown): Job | null {
  return value ? jobRow.parse(value) : null
}

/** Parses the jobs that an SQL function returns. */
export function toJobs(value: unknown): Job[] {
  return z.array(jobRow).parse(value ?? [])
}

/** The body that the queue delivers. */
export const delivery = z.object({ key: z.string(), input: z.unknown() })
