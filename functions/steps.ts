import { type Db, unwrap } from '#lib/supabase.ts'

export type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

/**
 * Steps of one job: what was finished before a crash is not done again. A crash between the work and its row repeats
 * the work, so each step is idempotent by itself (a mail carries an idempotency key, a state moves only once).
 * @param key the job's key in the jobs table
 */
export function rememberSteps(db: Db, key: string): Step {
  return async (name, work) => {
    const found = unwrap(await db.from('job_steps').select('result').eq('job_key', key).eq('step', name).maybeSingle())
    if (found) return (found.result as { value: Awaited<ReturnType<typeof work>> }).value
    const result = await work()
    unwrap(await db.from('job_steps').insert({ job_key: key, step: name, result: { value: result ?? null } as never }))
    return result
  }
}

/** Outside of a job there is nothing to go on with: the work is simply done. */
export const justDo: Step = (_name, work) => work()
