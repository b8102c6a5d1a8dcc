import { type Admitted, admit, parseInput } from '#functions/runtime/admit.ts'
import type { FunctionDefinition, RunContext } from '#functions/runtime/define.ts'
import { answer, refuse, whenComplete } from '#functions/runtime/outcomes.ts'
import { runJob } from '#functions/runtime/run-job.ts'
import { isOnlyLogged, logRun, type Run, storeRun } from '#functions/runtime/run-record.ts'
import { startRun } from '#functions/runtime/run-span.ts'
import { doDirectly } from '#functions/runtime/steps.ts'
import { type Env, env as readEnv } from '#lib/env.ts'
import { exportSpans } from '#lib/export-spans.ts'
import { createLog } from '#lib/log.ts'
import { createQueue } from '#lib/queue.ts'
import type { Role } from '#lib/roles.ts'
import { setError } from '#lib/span.ts'
import { asRole, type Db } from '#lib/supabase.ts'
import { traceId, withLogFields } from '#lib/trace.ts'

export type ServeOptions = {
  /** expires the cached pages with these tags; a definition with `refreshes` needs it, and only Next has such a cache */
  refresh?: RunContext['refresh']
  /** the environment of a function that runs apart from the store */
  env?: () => Env
  /** for a process that no platform ends: see `runJob` */
  whole?: AbortSignal
}
export type Handler = (request: Request) => Promise<Response>

const log = createLog()
let warm = false

/**
 * Makes a request handler of a function. It admits the call by the function's trigger, parses the input, runs the function,
 * answers and stores the run. A ShopError gives its status (489 for the queue, which stops the retries); any other error
 * gives 500 and an error in the log.
 * @throws Error when the function refreshes pages and `refresh` is missing: it would report success for pages that stay old
 */
export function serve<Input>(definition: FunctionDefinition<Input>, options: ServeOptions = {}): Handler {
  const { name, trigger, refreshes } = definition
  if (refreshes && !options.refresh) throw new Error(`${name} refreshes pages, so it runs only where Next serves them.`)
  let db: Db | undefined
  return async (request) => {
    const startedAt = performance.now()
    const begun = new Date()
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
    const id = crypto.randomUUID()
    const trip = startRun(definition, { id, cold, startedAt: begun }, { request, admitted, env })
    const trace = trip.traceparent
    const run: Run = { id, name, trigger: trigger.kind, trace: traceId(trace) ?? '', startedAt: begun, cold }
    const work = async () => {
      let response: Response
      try {
        if (!env || !db || !admitted) throw problem
        const context = contextOf({ db, env, request, trace, refresh: refreshOf(definition, options) })
        const { key, payload } = admitted
        const result =
          key === undefined
            ? await definition.run(parseInput(definition, payload), context)
            : await runJob(definition, { key, startedAt, whole: options.whole, execution: run, trip }, context)
        response = answer(result)
      } catch (error) {
        problem = error
        response = refuse(error, trigger.kind === 'queue')
      }
      return whenComplete(response, async () => {
        const result = { status: response.status, ms: Math.round(performance.now() - startedAt), problem }
        logRun(run, result)
        trip.span.setAttribute('http.response.status_code', response.status)
        if (response.status >= 500 && problem) setError(trip.span, problem)
        const spans = trip.end()
        // A call that was not admitted is not stored, so that strangers cannot fill the table.
        if (env && db && admitted && !isOnlyLogged(response, trigger.kind))
          await Promise.all([storeRun(db, run, result, spans), exportSpans(env, name, spans)])
      })
    }
    return trip.run(() => withLogFields({ function: name, run: id, trace: run.trace }, work))
  }
}

type Given = Pick<RunContext, 'db' | 'env' | 'request' | 'trace' | 'refresh'>

function contextOf(given: Given): RunContext {
  return {
    ...given,
    log,
    step: doDirectly,
    run: 1,
    // A getter, so that a function that rings no jobs runs without the queue's keys.
    get queue() {
      return createQueue(given.env)
    },
  }
}

function refreshOf({ name, refreshes }: Pick<FunctionDefinition, 'name' | 'refreshes'>, { refresh }: ServeOptions) {
  if (refreshes && refresh) return refresh
  // The route of such a function cannot expire pages. An error is better than pages that silently stay old.
  return async () => {
    throw new Error(`${name} calls refresh: set \`refreshes: true\` in its definition.`)
  }
}
