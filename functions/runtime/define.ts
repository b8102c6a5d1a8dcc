import type { z } from 'zod'
import type { Env } from '#lib/env.ts'
import type { Log } from '#lib/log.ts'
import type { Pace } from '#lib/pace.ts'
import type { Queue } from '#lib/queue.ts'
import type { Db } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

/** True when a call was signed by its sender. `body` is the raw text that was signed. */
export type Verify = (request: Request, body: string, env: Env) => Promise<boolean>

export type Trigger =
  /** anyone */
  | { kind: 'http' }
  /** a service that signs its calls; `trace` finds the W3C trace context in a verified payload that carries one */
  | { kind: 'webhook'; verify: Verify; trace?: (payload: unknown) => string | undefined }
  /** our queue, signed by QStash */
  | { kind: 'queue' }
  /**
   * our scheduler, with its secret; `schedule` is a cron expression in UTC, or says for each pace of the shop which:
   * see `listSchedules`
   */
  | { kind: 'cron'; schedule: string | ((pace: Pace) => string) }

export type Context = {
  /** signed in as the function's own Postgres role */
  db: Db
  queue: Queue
  log: Log
  request: Request
  env: Env
  /** goes into whatever this run causes */
  trace: Traceparent
  /**
   * Does `work` once per job: a second delivery gets the remembered result. Results are JSON. When the run has used its
   * time, the job goes on with this step in another run; what this throws then must not be caught.
   */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  /** Makes the pages that carry these cache tags anew, where pages are cached. */
  refresh(tags: string[]): Promise<void>
}

export type FunctionDefinition<Input = unknown> = {
  /** the file's name, the path `/api/<name>`, the job, the name in logs and, with underscores, the Postgres role */
  name: string
  trigger: Trigger
  input: z.ZodType<Input>
  /** A returned Response passes through; anything else is answered as JSON. */
  run(input: Input, context: Context): Promise<unknown>
}

/** Declares a function: what wakes it, what it takes, what it does. `serve` makes it answer requests. */
export function defineFunction<Input>(definition: FunctionDefinition<Input>): FunctionDefinition<Input> {
  return definition
}
