import { type Admitted, admit, parseInput } from '#functions/runtime/admit.ts'
import type { FunctionDefinition, RunContext } from '#functions/runtime/define.ts'
import { answer, refuse, whenOver } from '#functions/runtime/outcomes.ts'
import { runJob } from '#functions/runtime/run-job.ts'
import { isOnlyLogged, logRun, type Run, storeRun } from '#functions/runtime/run-record.ts'
import { justDo } from '#functions/runtime/steps.ts'
import { type Env, env as readEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { createQueue } from '#lib/queue.ts'
import type { Role } from '#lib/roles.ts'
import { asRole, type Db } from '#lib/supabase.ts'
import { continueTrace, traceId, withLogFields } from '#lib/trace.ts'

export type ServeOptions = {
  /** expires cache tags, where pages are cached */
  refresh?: RunContext['refresh']
  /** the environment, where it is not that of the whole store */
  env?: () => Env
}
export type Handler = (request: Request) => Promise<Response>

const log = createLog()
let warm = false

/**
 * Makes a function answer requests: admit by its trigger, parse, run, answer, and store the run.
 * ShopErrors become their status (for the queue 489: a retry cannot help), anything else 500 and an error in the log.
 */
export function serve<Input>(definition: FunctionDefinition<Input>, options: ServeOptions = {}): Handler {
  const { name, trigger } = definition
  let db: Db | undefined
  return async (request) => {
    const startedAt = performance.now()
    const cold = !warm
    warm = true
    let admitted: Admitted | undefined
    let problem: unknown
    let env: Env | undefined
    try {
      env = (options.env ?? readEnv)()
      db ??= asRole(env, name.replaceAll('-', '_') as Role)
      admitted = await admit(definition, request, env)
    } catch (error) {
      problem = error
    }
    const trace = continueTrace(admitted?.trace ?? request.headers.get('traceparent'))
    const id = crypto.randomUUID()
    const run: Run = { id, name, trigger: trigger.kind, trace: traceId(trace) ?? '', startedAt: new Date(), cold }
    return withLogFields({ function: name, run: id, trace: run.trace }, async () => {
      let response: Response
      try {
        if (!env || !db || !admitted) throw problem
        const context = contextOf({ db, env, request, trace, refresh: refreshOf(definition, options) })
        const { key, payload } = admitted
        const result =
          key === undefined
            ? await definition.run(parseInput(definition, payload), context)
            : await runJob(definition, { key, payload, startedAt }, context)
        response = answer(result)
      } catch (error) {
        problem = error
        response = refuse(error, trigger.kind === 'queue')
      }
      return whenOver(response, async () => {
        const result = { status: response.status, ms: Math.round(performance.now() - startedAt), problem }
        logRun(run, result)
        // Calls that nobody signed were not admitted, and are not stored.
        if (db && admitted && !isOnlyLogged(response, trigger.kind)) await storeRun(db, run, result)
      })
    })
  }
}

type Given = Pick<RunContext, 'db' | 'env' | 'request' | 'trace' | 'refresh'>

function contextOf(given: Given): RunContext {
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

function refreshOf({ name, refreshes }: Pick<FunctionDefinition, 'name' | 'refreshes'>, { refresh }: ServeOptions) {
  if (refreshes) return refresh ?? (async () => {})
  // Its route has no way to refresh pages: they would stay as they are, and nobody would know.
  return async () => {
    throw new Error(`${name} refreshes pages: its definition must say so.`)
  }
}
