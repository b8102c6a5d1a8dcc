import { cut } from '#lib/cut.ts'
import { createLog } from '#lib/log.ts'
import { redact } from '#lib/redact.ts'
import { toSpanRow } from '#lib/span-rows.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { EndedSpan } from '#lib/trip.ts'

const log = createLog()

/** One execution of a function. `cold` is true for the first one of its process. */
export type Run = { id: string; name: string; trigger: string; trace: string; startedAt: Date; cold: boolean }

/** The result of a run: HTTP status, duration in milliseconds, and the error that was thrown, if any. */
export type RunResult = { status: number; ms: number; problem: unknown }

export function logRun(run: Run, { status, ms, problem }: RunResult): void {
  const fields = { trigger: run.trigger, status, ms, cold: run.cold }
  if (status >= 500 && problem) log.error('run failed', { ...fields, error: problem })
  else if (problem) log.warn('run refused', { ...fields, reason: String(problem) })
  else log.info('run', fields)
}

/** Stores a run and its spans in one call. It logs a failure and does not throw. */
export async function storeRun(
  db: Db,
  run: Run,
  { status, ms, problem }: RunResult,
  spans: readonly EndedSpan[],
): Promise<void> {
  const row = {
    id: run.id,
    trigger: run.trigger,
    trace: run.trace,
    started_at: run.startedAt.toISOString(),
    ms,
    cold: run.cold,
    memory_mb: Math.round((globalThis.process?.memoryUsage?.().rss ?? 0) / 1_048_576),
    status,
    error: problem ? cut(String(redact(String(problem))), 300) : null,
  }
  try {
    unwrap(await db.rpc('record_run', { run: row, spans: spans.map(toSpanRow) as never }))
  } catch (error) {
    log.warn('the run was not stored', { error })
  }
}

/**
 * True for runs that are logged but not stored, so that a flood cannot fill the table: calls of http functions that were
 * refused or answered from a cache. A cached response has an `age` header (https://www.rfc-editor.org/rfc/rfc9111#name-age).
 */
export function isOnlyLogged({ status, headers }: Response, trigger: string): boolean {
  return trigger === 'http' && ((status >= 400 && status < 500) || headers.has('age'))
}
