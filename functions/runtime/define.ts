import type * as z from 'zod'
import type { Step } from '#functions/runtime/steps.ts'
import type { Database, Json } from '#lib/database.gen.ts'
import type { Env } from '#lib/env.ts'
import type { JobPolicy } from '#lib/jobs.ts'
import type { Log } from '#lib/log.ts'
import type { Pace } from '#lib/pace.ts'
import type { Queue } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** Returns true when the sender signed this call. `body` is the request's body as text, before JSON is parsed. */
export type Verify = (request: Request, body: string, env: Env) => Promise<boolean>

/** The limits of a run; `defaultLimits` has the values that a definition does not set. */
export type Limits = Pick<JobPolicy, 'parallel' | 'lines'> & {
  /** the longest run: the platform ends it after this time, and the lease of its job lasts 15 s longer */
  seconds: number
  /**
   * MB, on platforms that set memory per function. Vercel puts functions with equal limits into one bundle, so a function with
   * large libraries needs a value of its own: decision 0020.
   */
  memory: number
}

export const defaultLimits = { seconds: 60, memory: 1024 } satisfies Limits

/** How often the queue delivers again after a failure: a job, a scheduled call, a call that follows PACE_MINUTES. */
export const defaultRetries = { job: 5, schedule: 3, pace: 0 }

export type Trigger =
  /** anyone, with this one method */
  | { kind: 'http'; method: Method }
  /** a service that signs its calls; `trace` reads the W3C trace context from a verified payload */
  | { kind: 'webhook'; verify: Verify; trace?: (payload: unknown) => string | undefined }
  /** our queue, signed by QStash */
  | { kind: 'queue'; retries?: number }
  /**
   * our scheduler, with its secret; `schedule` is a cron expression in UTC, or a function that returns one for each value
   * of PACE_MINUTES
   */
  | { kind: 'cron'; schedule: string | ((pace: Pace) => string); retries?: number }
export type Method = 'GET' | 'POST'

type SqlFunctions = Database['public']['Functions']
type TaskPlanner = {
  [Name in keyof SqlFunctions]: SqlFunctions[Name]['Args'] extends { input: Json; trace: string } ? Name : never
}[keyof SqlFunctions]

export type RunContext = {
  /** has the rights of the function's own Postgres role */
  db: Db
  queue: Queue
  log: Log
  request: Request
  env: Env
  /** to pass on to every job and call that this run causes */
  trace: Traceparent
  step: Step
  /** which run of its job this is, from 1; 1 for a call without a job */
  run: number
  /** Expires the cached pages with these tags. Throws unless the definition sets `refreshes`. */
  refresh(tags: string[]): Promise<void>
}

export type FunctionDefinition<Input = unknown> = {
  /** the file's name, the path `/api/<name>`, the job, the name in logs and, with underscores, the Postgres role */
  name: string
  trigger: Trigger
  limits?: Partial<Limits>
  /** true when the function calls `refresh`; its generated route then passes Next's `revalidateTag` */
  refreshes?: true
  input: z.ZodType<Input>
  /**
   * The SQL function `(input jsonb, trace text) returns jsonb` that plans a job for an input which a person gives. The function
   * can then run as a container task too, for as long as a job takes: deploy/container/task.ts.
   */
  task?: TaskPlanner
  /** A returned Response is sent unchanged; any other value is sent as JSON. */
  run(input: Input, context: RunContext): Promise<unknown>
}

/** Declares a function: its trigger, its input and its code. `serve` makes a request handler of it. */
export function defineFunction<Input>(definition: FunctionDefinition<Input>): FunctionDefinition<Input> {
  return definition
}

/** The limits of a function, with the defaults for those that its definition does not set. */
export const limitsOf = ({ limits }: Pick<FunctionDefinition, 'limits'>): Limits => ({ ...defaultLimits, ...limits })

/** The HTTP method of a function: GET for schedulers, POST for the queue and webhooks. */
export function methodOf({ trigger }: Pick<FunctionDefinition, 'trigger'>): Method {
  if (trigger.kind === 'http') return trigger.method
  return trigger.kind === 'cron' ? 'GET' : 'POST'
}
