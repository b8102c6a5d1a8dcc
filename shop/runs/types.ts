import type { Neighbours } from '#lib/place.ts'
/** `continued`: it ran out of time and another run goes on. `busy`: another run held the job. `killed`: it ended without a word. */
export type RunState = 'running' | 'killed' | 'continued' | 'done' | 'refused' | 'busy' | 'failed'

/** One execution of a function. Times are ISO 8601; `ms`, `memoryMb` and `status` are null until it ends. */
export type Run = Readonly<{
  id: string
  function: string
  trigger: 'http' | 'webhook' | 'queue' | 'cron'
  /** 32 hexadecimal digits */
  trace: string
  state: RunState
  startedAt: string
  ms: number | null
  cold: boolean
  memoryMb: number | null
  /** HTTP status */
  status: number | null
  /** null for viewers */
  error: string | null
  jobKey: string | null
  /** the number of this run of its job, from 1 */
  jobRun: number | null
  /** which attempt this is, from 1; a run that continues another is the same attempt */
  attempt: number | null
  /** when a run of a job counts as killed */
  endsBy: string | null
}>

export type RunPage = Readonly<{ runs: readonly Run[] }> & Neighbours

/** Which runs to list; what is absent does not matter. */
export type RunFilter = Readonly<{
  function?: string
  state?: RunState
  trigger?: Run['trigger']
  trace?: string
  orderNumber?: string
  since?: string
  until?: string
  /** a part of the job's key, or of the error (editors only) */
  query?: string
}>

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'
export type SpanStatus = 'unset' | 'ok' | 'error'

/** A log line of a span. `fields` is absent for viewers. */
export type LogLine = Readonly<{
  at: string
  level: 'info' | 'warn' | 'error'
  message: string
  fields?: Readonly<Record<string, unknown>>
}>

/** A part of a run, as OpenTelemetry has it. */
export type Span = Readonly<{
  /** 16 hexadecimal digits */
  id: string
  /** the span that it is a part of, which may belong to another run or be absent from the trace */
  parent: string | null
  name: string
  kind: SpanKind
  /** the function that did it; 'pages' for routes and server actions */
  function: string
  runId: string | null
  startedAt: string
  /** microseconds */
  duration: number
  status: SpanStatus
  /** null for viewers */
  error: string | null
  /** names of OpenTelemetry's semantic conventions */
  attributes: Readonly<Record<string, unknown>>
  events: readonly LogLine[]
}>

/** A job with the steps that it has done. `run` is the run that did it. */
export type TraceJob = Readonly<{
  key: string
  name: string
  status: JobStatus
  attempts: number
  runs: number
  error: string | null
  createdAt: string
  runAt: string
  leasedUntil: string | null
  finishedAt: string | null
  steps: readonly Readonly<{ step: string; run: number; finishedAt: string }>[]
}>

/** Everything that has one trace id, the oldest first, and what it is about. */
export type Trace = Readonly<{
  trace: string
  runs: readonly Run[]
  spans: readonly Span[]
  /** there are more spans than these */
  isCut: boolean
  jobs: readonly TraceJob[]
  order: Readonly<{ id: string; number: string; status: string; createdAt: string }> | null
  photograph: Readonly<{ id: string; productId: string | null; status: string }> | null
  report: Readonly<{ kind: 'day' | 'week' | 'month'; firstDay: string }> | null
}>

/** What anybody may see of a trace whose id they have: names, times and states. */
export type TraceOutline = Readonly<{
  trace: string
  runs: readonly Pick<Run, 'function' | 'trigger' | 'state' | 'startedAt' | 'ms' | 'cold' | 'attempt'>[]
  spans: readonly Omit<Span, 'runId' | 'error' | 'attributes' | 'events'>[]
  jobs: readonly Pick<TraceJob, 'name' | 'status' | 'attempts' | 'createdAt' | 'runAt' | 'finishedAt'>[]
}>

/** A function with its runs of some hours. */
export type FunctionSummary = Readonly<{
  name: string
  runs: number
  /** of them, with an error or killed */
  failed: number
  killed: number
  /** first runs of their process */
  cold: number
  /** runs that repeat a failed attempt */
  retries: number
  /** milliseconds; null without a run that has ended */
  p50: number | null
  p95: number | null
  peakMb: number | null
  /** the sum of all runs, in milliseconds */
  ms: number
  /** the sum of memory times time, in megabytes times milliseconds */
  memory: number
  /** [runs, failed] for each of the buckets, the oldest first */
  buckets: readonly (readonly [runs: number, failed: number])[]
  last: Readonly<{ id: string; at: string; state: RunState; trace: string }> | null
  /** jobs that wait or run */
  waiting: number
  /** when the next of them may run */
  nextAt: string | null
  /** jobs that nobody tries again */
  dead: number
}>

export type Overview = Readonly<{
  since: string
  until: string
  bucketSeconds: number
  functions: readonly FunctionSummary[]
}>

/** What a function's definition says, and what its code uses. Written by `npm run generate`. */
export type FunctionFacts = Readonly<{
  name: string
  /** one sentence */
  about: string
  trigger: 'http' | 'webhook' | 'queue' | 'cron'
  method: 'GET' | 'POST'
  /** cron expressions in UTC, by PACE_MINUTES; null without a schedule */
  schedules: Readonly<Record<string, string>> | null
  /** how often the queue or the scheduler delivers again after a failure */
  retries: number | null
  /** the longest run */
  seconds: number
  /** MB */
  memory: number
  /** how many runs there may be at once; null without a limit */
  parallel: number | null
  lines: Readonly<Record<string, number>>
  /** It expires pages, so it runs where the pages are. */
  inPages: boolean
  /** the Postgres role that its calls have */
  role: string
  /** variables of the environment that its code reads */
  variables: readonly string[]
  /** jobs for which it rings */
  rings: readonly string[]
  packages: readonly string[]
}>

/** `discarded`: staff gave it up, with a reason. */
export type JobStatus = 'waiting' | 'running' | 'done' | 'failed' | 'discarded'

/** A job as the admin lists it. Times are ISO 8601. */
export type JobEntry = Readonly<{
  key: string
  name: string
  status: JobStatus
  attempts: number
  /** why the last attempt failed, or why staff discarded it; null for viewers */
  error: string | null
  /** 32 hexadecimal digits; null when nobody began a trace */
  trace: string | null
  createdAt: string
  /** when it may run, and when it was finished or failed last */
  runAt: string
  finishedAt: string | null
  /** when the sweep rings again at the latest, of a job that waits; of one that runs, when it counts as killed */
  nextBy: string | null
}>

/** `dead` jobs are tried again by nobody, `open` ones wait or run. */
export type JobList = 'dead' | 'open' | 'discarded'
export type JobPage = Readonly<{
  jobs: readonly JobEntry[]
  counts: Readonly<Record<JobList, number>>
  /** There are more than these. */
  isCut: boolean
}>

/** A search of runs, as its form and its address have it. Days are such as 2026-11-23, of the shop's time zone. */
export type RunSearch = Readonly<{
  query: string
  function?: string | undefined
  state?: RunState | undefined
  trigger?: Run['trigger'] | undefined
  from?: string | undefined
  until?: string | undefined
}>
