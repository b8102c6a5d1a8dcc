import { z } from 'zod'
import { jobPolicies } from '#lib/jobs.gen.ts'

/** How the queue delivers the jobs of one function, as its definition says. */
export type JobPolicy = {
  /** how often it delivers again after a failure */
  retries: number
  /** how many jobs it delivers at once; without it, as many as there are */
  parallel?: number
  /** jobs whose key ends in `.<line>` wait in a line of their own, with so many at once */
  lines?: Record<string, number>
}

/** The name of a job is that of the function that does it. */
export type JobName = keyof typeof jobPolicies

/** How the queue delivers this job. */
export const policyOf = (name: JobName): JobPolicy => jobPolicies[name]

/** A row of the jobs table, as SQL functions give it. `key` makes a second enqueue harmless. */
export const jobRow = z.object({
  key: z.string().regex(/^[^:]+$/),
  name: z.enum(Object.keys(jobPolicies) as [JobName, ...JobName[]]),
  input: z.record(z.string(), z.unknown()),
  run_at: z.coerce.date(),
  trace: z.string().nullable(),
})
export type Job = z.infer<typeof jobRow>

/** The job that an SQL function asks to ring for, if any. */
export function toJob(value: unknown): Job | null {
  return value ? jobRow.parse(value) : null
}

/** The jobs that an SQL function asks to ring for. */
export function toJobs(value: unknown): Job[] {
  return z.array(jobRow).parse(value ?? [])
}

/** What the queue delivers. */
export const delivery = z.object({ key: z.string(), input: z.unknown() })
