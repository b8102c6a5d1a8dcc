import { inSpan } from '#lib/span.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

/**
 * Does `work` once per job; a second delivery gets the stored result, which is JSON. When the run has used its time, `step`
 * throws `Pause` and another run continues with this step, so a function must not catch errors of `step`.
 */
export type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

/** Thrown instead of a step when the run has no time left. It must reach `runJob`, which continues the job in another run. */
export class Pause extends Error {}

/** Thrown when another run has taken the job over: this one is too late, and says nothing more about the job. */
export class TakenOver extends Error {}

/**
 * The steps of one job. A step that finished before a crash or a pause is not repeated. A crash between the work and its
 * row does repeat the work, so each step must be idempotent (a mail has an idempotency key, a state moves only once).
 * @param job its key in the jobs table, the number of this run, and the results of steps that other runs have finished
 * @param timeIsUp when it returns true, no further step begins; the first step of a run always begins, so that each run
 *   makes progress
 */
export function rememberSteps(
  db: Db,
  { key, run, finished }: { key: string; run: number; finished: Readonly<Record<string, { value?: unknown }>> },
  timeIsUp: () => boolean,
): Step {
  const results = new Map(Object.entries(finished).map(([name, { value }]) => [name, value]))
  let begun = false
  return async (name, work) => {
    if (results.has(name)) return results.get(name) as Awaited<ReturnType<typeof work>>
    if (begun && timeIsUp()) throw new Pause(`no time is left for ${name}`)
    begun = true
    const result = await inSpan(`step ${name}`, { attributes: { 'shop.job_run': run } }, work)
    const row = { job_key: key, run, step: name, result: { value: result ?? null } as never }
    const kept = await db.from('job_steps').insert(row)
    // Row level security lets only the run that holds the job write its steps.
    if (kept.error?.code === '42501') throw new TakenOver(`another run does ${key}`)
    unwrap(kept)
    results.set(name, result)
    return result
  }
}

/** The step of a run without a job: it does the work and stores nothing. */
export const doDirectly: Step = (name, work) => inSpan(`step ${name}`, {}, work)
