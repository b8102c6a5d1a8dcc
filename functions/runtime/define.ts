import type { z } from 'zod'
import type { Step } from '#functions/runtime/steps.ts'
import type { Env } from '#lib/env.ts'
import type { JobPolicy } from '#lib/jobs.ts'
import type { Log } from '#lib/log.ts'
import type { Pace } from '#lib/pace.ts'
import type { Queue } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** True when a call was signed by its sender. `body` is the raw text that was signed. */
export type Verify = (request: Request, body: string, env: Env) => Promise<boolean>

/** What a run may use. What a definition leaves out is in `defaultLimits`. */
export type Limits = Pick<JobPolicy, 'parallel' | 'lines'> & {
  /** the longest run; the platform ends it then, and the lease of its job follows from it */
  seconds: number
  /** MB, where the platform sets memory per function */
  memory: number
}

export const defaultLimits = { seconds: 60, memory: 1024 } satisfies Limits

/** How often the queue delivers again after a failure: a job, a scheduled call, and one that comes again soon anyway. */
export const defaultRetries = { job: 5, schedule: 3, pace: 0 }

export type Trigger =
  /** anyone, with this one method */
  | { kind: 'http'; method: Method }
  /** a service that signs its calls; `trace` finds the W3C trace context in a verified payload that carries one */
  | { kind: 'webhook'; verify: Verify; trace?: (payload: unknown) => string | undefined }
  /** our queue, signed by QStash */
  | { kind: 'queue'; retries?: number }
  /**
   * our scheduler, with its secret; `schedule` is a cron expression in UTC, or gives one for each pace of the shop:
   * see `listSchedules`
   */
  | { kind: 'cron'; schedule: string | ((pace: Pace) => string); retries?: number }
export type Method = 'GET' | 'POST'

export type RunContext = {
  /** signed in as the function's own Postgres role */
  db: Db
  queue: Queue
  log: Log
  request: Request
  env: Env
  /** goes into whatever this run causes */
  trace: Traceparent
  step: Step
  /** Expires the pages that carry these cache tags, where pages are cached. Only for a function that `refreshes`. */
  refresh(tags: string[]): Promise<void>
}

export type FunctionDefinition<Input = unknown> = {
  /** the file's name, the path `/api/<name>`, the job, the name in logs and, with underscores, the Postgres role */
  name: string
  trigger: Trigger
  limits?: Partial<Limits>
  /** it calls `refresh`; its route is then given Next's way to do so */
  refreshes?: true
  input: z.ZodType<Input>
  /** A returned Response passes through; anything else is answered as JSON. */
  run(input: Input, context: RunContext): Promise<unknown>
}

/** Declares a function: what wakes it, what it takes, what it does. `serve` makes it answer requests. */
export function defineFunction<Input>(definition: FunctionDefinition<Input>): FunctionDefinition<Input> {
  return definition
}

/** The limits of a function, with the defaults for what its definition leaves out. */
export const limitsOf = ({ limits }: Pick<FunctionDefinition, 'limits'>): Limits => ({ ...defaultLimits, ...limits })

/** The one method that callers of a function use: schedulers read, the queue and webhooks post. */
export function methodOf({ trigger }: Pick<FunctionDefinition, 'trigger'>): Method {
  if (trigger.kind === 'http') return trigger.method
  return trigger.kind === 'cron' ? 'GET' : 'POST'
}
