import * as z from 'zod'
import { parseInput } from '#functions/runtime/admit.ts'
import { type FunctionDefinition, limitsOf, type RunContext } from '#functions/runtime/define.ts'
import type { Run } from '#functions/runtime/run-record.ts'
import { Pause, rememberSteps, TakenOver } from '#functions/runtime/steps.ts'
import { ShopError } from '#lib/errors.ts'
import { jobRow } from '#lib/jobs.ts'
import { createLog } from '#lib/log.ts'
import { redact } from '#lib/redact.ts'
import type { Trip } from '#lib/span.ts'
import { type Db, unwrap } from '#lib/supabase.ts'

const log = createLog()

const started = z.object({
  state: z.enum(['taken', 'busy', 'done', 'failed']),
  run: z.number().int().nullable(),
  waited_from: z.coerce.date().optional(),
  // The row says what is to be done. The message only names the row.
  input: z.unknown().optional(),
  steps: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
})

/** A run begins no further step after this share of its seconds, so that its last step has time to finish. */
export const shareForSteps = 1 / 3

type Delivery = { key: string; startedAt: number; whole?: AbortSignal | undefined; execution: Run; trip: Trip }

/**
 * Runs the function for one delivery of a job, unless another delivery did the job or is doing it. When the time is up
 * before a step, the job pauses and another run continues it.
 * @param delivery `key`: the job's key in the jobs table; `startedAt`: when the run began, on the clock of `performance.now()`;
 *   `execution`: the run, whose row begins now, so that it shows when it is killed; `whole`, for a process that no platform ends:
 *   the run goes on until this is aborted, and holds its job meanwhile. It then pauses without a call of the queue, because whoever
 *   started the process starts another one
 * @throws the function's error, after it is stored in the job's row
 */
export async function runJob<Input>(
  definition: FunctionDefinition<Input>,
  { key, startedAt, whole, execution, trip }: Delivery,
  context: RunContext,
): Promise<unknown> {
  const { db, queue } = context
  const { seconds } = limitsOf(definition)
  const { id, trace, cold } = execution
  const row = { id, trace, cold, started_at: execution.startedAt.toISOString() }
  const answer = unwrap(await db.rpc('start_job', { key, seconds, execution: row }))
  const { state, run, waited_from, input, steps } = started.parse(answer)
  if (state === 'busy') return Response.json({ state }, { status: 503, headers: { 'retry-after': '15' } })
  if (state !== 'taken' || run === null) return { state }
  const release = whole ? holdJob(db, { key, run, seconds }) : () => {}
  if (waited_from) trip.addBeside(`wait ${definition.name}`, { 'messaging.message.id': key }, waited_from)
  try {
    const timeIsUp = () => whole?.aborted ?? performance.now() > startedAt + seconds * 1000 * shareForSteps
    const result = await definition.run(parseInput(definition, input), {
      ...context,
      run,
      step: rememberSteps(db, { key, run, finished: steps ?? {} }, timeIsUp),
    })
    return unwrap(await db.rpc('finish_job', { key, run })) ? result : { state: 'taken over' }
  } catch (error) {
    if (error instanceof TakenOver) return { state: 'taken over' }
    if (error instanceof Pause) {
      const job = jobRow.nullable().parse(unwrap(await db.rpc('pause_job', { key, run })))
      if (!whole) await queue.ring(job, { again: true })
      return Response.json({ state: 'continues' }, { status: 202 })
    }
    const failure = { key, run, error: String(redact(String(error))), final: error instanceof ShopError }
    unwrap(await db.rpc('fail_job', failure))
    throw error
  } finally {
    release()
  }
}

/**
 * Renews the lease of a job three times while it lasts. A call that fails is made up for by the next one; when another run has taken
 * the job over, this one notices at its next step.
 * @returns ends it
 */
function holdJob(db: Db, job: { key: string; run: number; seconds: number }): () => void {
  const hold = async () => {
    const { error } = await db.rpc('hold_job', job)
    if (error) log.warn('the lease was not renewed', { job: job.key, error })
  }
  const timer = setInterval(hold, (job.seconds * 1000) / 3)
  return () => clearInterval(timer)
}
