import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { deliveryCall } from '#deploy/calls.ts'
import { createEnvironment } from '#deploy/environment.ts'
import { parseInput } from '#functions/runtime/admit.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import { ShopError } from '#lib/errors.ts'
import { jobRow } from '#lib/jobs.ts'
import type { Role } from '#lib/roles.ts'
import { asRole, unwrap } from '#lib/supabase.ts'
import { continueTrace } from '#lib/trace.ts'

/** How a task ended. Its exit code tells the platform whether to start it again. */
export type TaskResult = {
  /** 0: done, 1: failed, 2: no attempt can succeed, 75 (EX_TEMPFAIL of sysexits.h): stopped before its end */
  code: 0 | 1 | 2 | 75
  function: string
  job?: string
  state: 'done' | 'failed' | 'stopped'
  /** what the function answered; nothing when an earlier run had done the job */
  result?: unknown
  error?: string
}

type Task = { name: string; input: string }

/**
 * Does one job as a whole, with the function's own definition, Postgres role and checks: it plans the job, or finds the one that
 * was planned before, and delivers it to itself as an adapter does. While another run has the job, it waits.
 * @param input of the function, as JSON
 * @param stopping when aborted, the run ends before its next step, and the job waits for another one
 */
export async function runTask(
  definitions: readonly FunctionDefinition[],
  { name, input }: Task,
  stopping: AbortSignal,
  readSecrets?: () => Promise<Record<string, string>>,
): Promise<TaskResult> {
  try {
    const definition = definitions.find((one) => one.name === name)
    if (!definition?.task)
      throw new ShopError('invalid', `Name a task (${namesOf(definitions)}) and its input as JSON.`)
    const planned = parseInput(definition, readJson(input))
    const { wake, env } = createEnvironment(definition, readSecrets)
    await wake()
    const db = asRole(env(), name.replaceAll('-', '_') as Role)
    const wish = { input: planned as never, trace: continueTrace(process.env.TRACEPARENT) }
    const job = jobRow.parse(unwrap(await db.rpc(definition.task, wish)))
    const handler = serve(definition, { env, whole: stopping })
    const traced = job.trace ? { traceparent: job.trace } : {}
    const text = JSON.stringify({ key: job.key, input: job.input, ...traced })
    const deliver = () => handler(deliveryCall(env(), name, text) as Request)
    return { ...(await untilFree(deliver, stopping)), function: name, job: job.key }
  } catch (error) {
    const final = error instanceof ShopError
    return { code: final ? 2 : 1, function: name, state: 'failed', error: String(error) }
  }
}

const namesOf = (definitions: readonly FunctionDefinition[]) =>
  definitions.flatMap(({ name, task }) => (task ? [name] : [])).join(', ')

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ShopError('invalid', 'The input is not JSON.')
  }
}

/** What a run without an answer of the function says about its job: functions/runtime/run-job.ts. */
const said = z.object({ state: z.string() }).strict()

type Ending = Pick<TaskResult, 'code' | 'state' | 'result' | 'error'>

/** Delivers again while another run has the job, after as many seconds as the answer says. */
export async function untilFree(deliver: () => Promise<Response>, stopping: AbortSignal): Promise<Ending> {
  for (;;) {
    const response = await deliver()
    const wait = Number(response.headers.get('retry-after'))
    if (response.status !== 503 || !wait) return endingOf(response.status, await response.json())
    await sleep(wait * 1000, undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return { code: 75, state: 'stopped' }
  }
}

function endingOf(status: number, answer: unknown): Ending {
  const { state } = said.safeParse(answer).data ?? {}
  // Its lease ended, for example because this machine slept; the other run does the job.
  if (status === 202 || state === 'taken over') return { code: 75, state: 'stopped' }
  if (state === 'failed') return { code: 2, state, error: 'The job has failed before. Replay it in the admin first.' }
  if (status === 200) return { code: 0, state: 'done', ...(state ? {} : { result: answer }) }
  return { code: status === 489 ? 2 : 1, state: 'failed', error: `${status}: ${JSON.stringify(answer)}` }
}
