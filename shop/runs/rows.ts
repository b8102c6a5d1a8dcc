import * as z from 'zod'
import type { FunctionSummary, JobEntry, Run, Span, TraceJob } from '#shop/runs/types.ts'

// Rows as `list_runs`, `read_trace`, `trace_outline` and `function_overview` of the database return them.
const state = z.enum(['running', 'killed', 'continued', 'done', 'refused', 'busy', 'failed'])
const whole = z.number().int()

const outlineRun = z.object({
  function: z.string(),
  trigger: z.enum(['http', 'webhook', 'queue', 'cron']),
  state,
  started_at: z.string(),
  ms: whole.nullable(),
  cold: z.boolean(),
  attempt: whole.nullable(),
})
export const outlineRunRow = outlineRun.transform(({ started_at, ...run }) => ({ ...run, startedAt: started_at }))

export const runRow = outlineRun
  .extend({
    id: z.uuid(),
    trace: z.string(),
    memory_mb: whole.nullable(),
    status: whole.nullable(),
    error: z.string().nullable(),
    job_key: z.string().nullable(),
    job_run: whole.nullable(),
    ends_by: z.string().nullable(),
  })
  .transform(
    ({ started_at, memory_mb, job_key, job_run, ends_by, ...run }): Run => ({
      ...run,
      startedAt: started_at,
      memoryMb: memory_mb,
      jobKey: job_key,
      jobRun: job_run,
      endsBy: ends_by,
    }),
  )

const outlineSpan = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  kind: z.enum(['internal', 'server', 'client', 'producer', 'consumer']),
  function: z.string(),
  started_at: z.string(),
  duration_us: whole,
  status: z.enum(['unset', 'ok', 'error']),
})
export const outlineSpanRow = outlineSpan.transform(({ started_at, duration_us, ...span }) => ({
  ...span,
  startedAt: started_at,
  duration: duration_us,
}))

const logLine = z.object({
  at: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
})

export const spanRow = outlineSpan
  .extend({
    run_id: z.string().nullable(),
    error: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    events: z.array(logLine),
  })
  .transform(
    ({ started_at, duration_us, run_id, ...span }) =>
      ({ ...span, startedAt: started_at, duration: duration_us, runId: run_id }) as Span,
  )

const jobStatus = z.enum(['waiting', 'running', 'done', 'failed', 'discarded'])

const outlineJob = z.object({
  name: z.string(),
  status: jobStatus,
  attempts: whole,
  created_at: z.string(),
  run_at: z.string(),
  finished_at: z.string().nullable(),
})
export const outlineJobRow = outlineJob.transform(({ created_at, run_at, finished_at, ...job }) => ({
  ...job,
  createdAt: created_at,
  runAt: run_at,
  finishedAt: finished_at,
}))

const step = z
  .object({ step: z.string(), run: whole, finished_at: z.string() })
  .transform(({ finished_at, ...done }) => ({ ...done, finishedAt: finished_at }))

export const jobRow = outlineJob
  .extend({
    key: z.string(),
    runs: whole,
    error: z.string().nullable(),
    leased_until: z.string().nullable(),
    steps: z.array(step),
  })
  .transform(
    ({ created_at, run_at, finished_at, leased_until, ...job }): TraceJob => ({
      ...job,
      createdAt: created_at,
      runAt: run_at,
      finishedAt: finished_at,
      leasedUntil: leased_until,
    }),
  )

export const summaryRow = z
  .object({
    name: z.string(),
    runs: whole,
    failed: whole,
    killed: whole,
    cold: whole,
    retries: whole,
    p50_ms: whole.nullable(),
    p95_ms: whole.nullable(),
    peak_mb: whole.nullable(),
    ms: z.number(),
    memory: z.number(),
    buckets: z.array(z.tuple([whole, whole])),
    last: z.object({ id: z.uuid(), at: z.string(), state, trace: z.string() }).nullable(),
    waiting: whole,
    next_at: z.string().nullable(),
    dead: whole,
  })
  .transform(
    ({ p50_ms, p95_ms, peak_mb, next_at, ...row }): FunctionSummary => ({
      ...row,
      p50: p50_ms,
      p95: p95_ms,
      peakMb: peak_mb,
      nextAt: next_at,
    }),
  )

export const jobEntryRow = z
  .object({
    key: z.string(),
    name: z.string(),
    status: jobStatus,
    attempts: whole,
    error: z.string().nullable(),
    trace: z.string().nullable(),
    created_at: z.string(),
    run_at: z.string(),
    finished_at: z.string().nullable(),
    next_by: z.string().nullable(),
  })
  .transform(
    ({ created_at, run_at, finished_at, next_by, ...job }): JobEntry => ({
      ...job,
      createdAt: created_at,
      runAt: run_at,
      finishedAt: finished_at,
      nextBy: next_by,
    }),
  )
