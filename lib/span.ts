import {
  type Attributes,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { cut } from '#lib/cut.ts'
import { redact } from '#lib/redact.ts'
import type { Sampling } from '#lib/sampling.ts'
import { continueTrace, readTrace, type Traceparent } from '#lib/trace.ts'
import { registerProvider, tracerName } from '#lib/trace-provider.ts'
import { type EndedSpan, openTrip } from '#lib/trip.ts'

// Spans through OpenTelemetry's API. An attribute is an id, a name that code gives, a number or a state: never what a person wrote,
// a whole address, a parameter of SQL, or a key.

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}
export type SpanOptions = {
  kind?: keyof typeof kinds
  /** by OpenTelemetry's semantic conventions: https://opentelemetry.io/docs/specs/semconv/ */
  attributes?: Attributes
}

/** Does `work` in a span, which gets its error. Outside a trip it only does the work. */
export function inSpan<Result>(
  name: string,
  { kind = 'internal', attributes = {} }: SpanOptions,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return trace.getTracer(tracerName).startActiveSpan(name, { kind: kinds[kind], attributes }, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      setError(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** Renames the active span. */
export function nameSpan(name: string): void {
  trace.getActiveSpan()?.updateName(name)
}

/** The first digits of the active trace, for somebody to tell us; staff find the trace by them. Null outside a trip. */
export const activeReference = (): string | null => activeTraceparent()?.slice(3, 11) ?? null

/** Whether a span failed, or gave a job to the queue. */
export const isEventful = ({ kind, status }: EndedSpan): boolean =>
  kind === SpanKind.PRODUCER || status.code === SpanStatusCode.ERROR

/** Starts a span that its caller ends, for work that goes on in a stream. */
export const openSpan = (name: string, { kind = 'internal', attributes = {} }: SpanOptions): Span =>
  trace.getTracer(tracerName).startSpan(name, { kind: kinds[kind], attributes })

/** Does something as a part of another trace than the one of now, in the same trip. @param header W3C header of the cause */
export function inTrace<Result>(header: Traceparent, work: () => Result): Result {
  const cause = readTrace(header)
  const now = context.active()
  if (!cause || trace.getSpanContext(now)?.traceId === cause.traceId) return work()
  return context.with(trace.setSpanContext(now, { ...cause, isRemote: true }), work)
}

/** Marks a span as failed, with the class of the error and its redacted message. */
export function setError(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
  span.setStatus({ code: SpanStatusCode.ERROR, message: cut(String(redact(String(error))), 300) })
}

/** A W3C header for the active span, to pass on to what it causes; null outside a trip. */
export function activeTraceparent(): Traceparent | null {
  const span = trace.getActiveSpan()?.spanContext()
  return span && trace.isSpanContextValid(span) ? headerOf(span) : null
}

/** The name and the id of the active span, for log lines; null outside a trip. */
export function activeSpan(): { name: string; id: string } | null {
  const span = trace.getActiveSpan() as (Span & { name?: string }) | undefined
  return span?.name ? { name: span.name, id: span.spanContext().spanId } : null
}

/** Marks the active span as failed, for an error that goes no further. */
export function failActiveSpan(error: unknown): void {
  const span = trace.getActiveSpan()
  if (span) setError(span, error)
}

/** Adds a log line to the active span. @param fields redacted */
export function addLogLine(level: string, message: string, fields: Readonly<Record<string, unknown>>): void {
  const flat = Object.entries(fields).map(([key, value]) => [key, isScalar(value) ? value : JSON.stringify(value)])
  trace.getActiveSpan()?.addEvent(message, { ...Object.fromEntries(flat), level })
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

type SpanIds = { traceId: string; spanId: string; traceFlags: number }
const headerOf = ({ traceId, spanId, traceFlags }: SpanIds): Traceparent =>
  `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`

/** A run of a function, or what a page does: the outermost span here, with all that is inside it. */
export type Trip = {
  /** W3C header of its span */
  traceparent: Traceparent
  span: Span
  /** does something inside it */
  run<Result>(work: () => Result): Result
  /** Adds a span of which only the times are known, such as the wait in a queue, beside the trip's own. */
  addBeside(name: string, attributes: Attributes, from: Date): void
  /** Ends it, and gives all its spans: none when an SDK gathers them. */
  end(): readonly EndedSpan[]
}

export type TripOptions = SpanOptions & {
  /** W3C header of what caused it; without one, a trace begins */
  parent: string | null | undefined
  /** whether it goes to OTLP too: from the environment */
  sampling: Sampling
  startedAt?: Date
}

/** Starts a trip. Its caller ends it. */
export function startTrip(
  name: string,
  { kind = 'internal', attributes = {}, parent, sampling, startedAt }: TripOptions,
): Trip {
  register()
  const remote = readTrace(parent)
  const cause = remote ? trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true }) : ROOT_CONTEXT
  const { at, trip } = openTrip(cause, sampling)
  const tracer = trace.getTracer(tracerName)
  const silent = sampling.isOff ? readTrace(continueTrace(parent)) : null
  const span = silent
    ? trace.wrapSpanContext(silent)
    : tracer.startSpan(name, { kind: kinds[kind], attributes, ...(startedAt ? { startTime: startedAt } : {}) }, at)
  return {
    traceparent: headerOf(span.spanContext()),
    span,
    run: (work) => context.with(trace.setSpan(at, span), work),
    addBeside(besideName, besideAttributes, from) {
      const startTime = Math.min(from.getTime(), startedAt?.getTime() ?? Date.now())
      const beside = tracer.startSpan(
        besideName,
        { attributes: besideAttributes, startTime },
        remote ? at : trace.setSpan(at, span),
      )
      beside.end(startedAt ?? new Date())
    },
    end() {
      if (trip.dropped > 0) span.setAttribute('shop.dropped_spans', trip.dropped)
      span.end()
      return trip.spans
    },
  }
}

let isRegistered = false
function register(): void {
  if (!isRegistered) registerProvider()
  isRegistered = true
}
