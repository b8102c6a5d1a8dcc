import { type Admitted, admit, parseInput } from '#functions/runtime/admit.ts'
import type { Context, FunctionDefinition } from '#functions/runtime/define.ts'
import { justDo, Pause, rememberSteps } from '#functions/runtime/steps.ts'
import { type Env, env as readEnv } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { jobRow } from '#lib/jobs.ts'
import { createLog, redact } from '#lib/log.ts'
import { createQueue } from '#lib/queue.ts'
import { asRole, type Db, type Role, unwrap } from '#lib/supabase.ts'
import { continueTrace, logFields, traceId, withLogFields } from '#lib/trace.ts'

export type ServeOptions = {
  refresh?: Context['refresh']
  /** the environment, where it is not that of the whole store */
  env?: () => Env
  /** Milliseconds after which a run of a job begins no further step: 20 seconds, where a function may run for a minute. */
  budget?: number
}
export type Handler = (request: Request) => Promise<Response>

const log = createLog()
let warm = false

type Run = { id: string; name: string; trigger: string; trace: string; startedAt: Date; cold: boolean }
type Outcome = { status: number; ms: number; problem: unknown }

/**
 * Makes a function answer requests: admit by its trigger, parse, run, answer, and write down the run.
 * ShopErrors become their status (for the queue 489: trying again cannot help), anything else 500 and an error log.
 */
export function serve<Input>(definition: FunctionDefinition<Input>, options: ServeOptions = {}): Handler {
  const { name, trigger } = definition
  const { refresh = async () => {}, budget = 20_000 } = options
  let db: Db | undefined
  return async (request) => {
    const started = performance.now()
    const id = crypto.randomUUID()
    const cold = !warm
    warm = true
    let admitted: Admitted | undefined
    let refusal: unknown
    let env: Env | undefined
    try {
      env = (options.env ?? readEnv)()
      db ??= asRole(env, name.replaceAll('-', '_') as Role)
      admitted = await admit(definition, request, env)
    } catch (error) {
      refusal = error
    }
    const trace = continueTrace(admitted?.trace ?? request.headers.get('traceparent'))
    const run: Run = { id, name, trigger: trigger.kind, trace: traceId(trace) ?? '', startedAt: new Date(), cold }
    return withLogFields({ function: name, run: id, trace: run.trace }, async () => {
      let response: Response
      try {
        if (!env || !db || !admitted) throw refusal
        const context = contextOf({ db, env, request, trace, refresh })
        response = answer(await work(definition, admitted, context, started + budget))
      } catch (error) {
        refusal = error
        response = refuse(error, trigger.kind === 'queue')
      }
      const finish = async () => {
        const outcome: Outcome = {
          status: response.status,
          ms: Math.round(performance.now() - started),
          problem: refusal,
        }
        report(run, outcome)
        if (db && admitted && !isFree(response, trigger.kind)) await writeDown(db, run, outcome)
      }
      if (isStream(response)) return whenOver(response, finish)
      await finish()
      return response
    })
  }
}

type Given = Pick<Context, 'db' | 'env' | 'request' | 'trace' | 'refresh'>

function contextOf(given: Given): Context {
  return {
    ...given,
    log,
    step: justDo,
    // Made when it is asked for: a function without jobs runs without the queue's keys.
    get queue() {
      return createQueue(given.env)
    },
  }
}

/**
 * Runs the function; for a job, only if no other delivery has done it or is doing it.
 * @param pauseAt when a job begins no further step, on the clock of `performance.now()`: another delivery goes on
 */
async function work<Input>(
  definition: FunctionDefinition<Input>,
  { payload, key }: Admitted,
  context: Context,
  pauseAt: number,
) {
  if (key === undefined) return definition.run(parseInput(definition, payload), context)
  const { db, queue } = context
  const state = unwrap(await db.rpc('start_job', { key }))
  if (state === 'busy') return Response.json({ state }, { status: 503, headers: { 'retry-after': '15' } })
  if (state !== 'taken') return { state }
  try {
    const step = rememberSteps(db, key, () => performance.now() > pauseAt)
    const result = await definition.run(parseInput(definition, payload), { ...context, step })
    unwrap(await db.rpc('finish_job', { key }))
    return result
  } catch (error) {
    if (error instanceof Pause) {
      const job = jobRow.nullable().parse(unwrap(await db.rpc('pause_job', { key })))
      await queue.ring(job, { again: true })
      return Response.json({ state: 'continues' }, { status: 202 })
    }
    unwrap(await db.rpc('fail_job', { key, error: String(redact(String(error))), final: error instanceof ShopError }))
    throw error
  }
}

/**
 * Whether a run is logged but leaves no row, so that a flood cannot fill the table: anyone's call that was refused, or
 * answered from memory, which its `age` tells (https://www.rfc-editor.org/rfc/rfc9111#name-age). Calls that nobody signed
 * were not admitted, and leave none either.
 */
function isFree({ status, headers }: Response, trigger: string): boolean {
  return trigger === 'http' && ((status >= 400 && status < 500) || headers.has('age'))
}

function answer(result: unknown): Response {
  return result instanceof Response ? result : Response.json(result ?? { ok: true })
}

const isStream = (response: Response) =>
  response.body !== null && (response.headers.get('content-type') ?? '').startsWith('text/event-stream')

/** The same answer; `finish` is called, in the same log scope, when its last byte was sent or its reader has gone. */
function whenOver(response: Response, finish: () => Promise<void>): Response {
  const fields = logFields()
  const end = () => withLogFields(fields, finish)
  const passing = new TransformStream<Uint8Array, Uint8Array>({ flush: end, cancel: end } as Transformer)
  const body = response.body?.pipeThrough(passing) ?? null
  return new Response(body, { status: response.status, headers: response.headers })
}

function refuse(error: unknown, fromQueue: boolean): Response {
  if (!(error instanceof ShopError)) {
    return Response.json({ error: 'Something went wrong on our side.' }, { status: 500 })
  }
  const body = { error: error.message, code: error.code }
  if (fromQueue && error.code !== 'unauthorized' && error.code !== 'too_large') {
    return Response.json(body, { status: 489, headers: { 'Upstash-NonRetryable-Error': 'true' } })
  }
  const headers: Record<string, string> = error.retryAfter === null ? {} : { 'retry-after': String(error.retryAfter) }
  return Response.json(body, { status: error.status, headers })
}

function report(run: Run, { status, ms, problem }: Outcome): void {
  const fields = { trigger: run.trigger, status, ms, cold: run.cold }
  if (status >= 500 && problem) log.error('run failed', { ...fields, error: problem })
  else if (problem) log.warn('run refused', { ...fields, reason: String(problem) })
  else log.info('run', fields)
}

async function writeDown(db: Db, run: Run, { status, ms, problem }: Outcome): Promise<void> {
  const row = {
    id: run.id,
    function: run.name,
    trigger: run.trigger,
    trace: run.trace,
    started_at: run.startedAt.toISOString(),
    ms,
    cold: run.cold,
    memory_mb: Math.round((globalThis.process?.memoryUsage?.().rss ?? 0) / 1_048_576),
    status,
    error: problem ? String(redact(String(problem))).slice(0, 300) : null,
  }
  try {
    unwrap(await db.from('function_runs').insert(row))
  } catch (error) {
    log.warn('the run was not written down', { error })
  }
}
