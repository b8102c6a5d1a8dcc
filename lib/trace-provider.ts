import {
  type Attributes,
  type AttributeValue,
  type Context,
  context,
  ProxyTracerProvider,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  TraceFlags,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { redact } from '#lib/redact.ts'
import { isSampled } from '#lib/sampling.ts'
import { randomHex } from '#lib/trace.ts'
import { StorageContextManager } from '#lib/trace-context.ts'
import { type SpanEvent, type Trip, timeOf, tripOf } from '#lib/trip.ts'

// The part of an OpenTelemetry SDK that the store needs, behind OpenTelemetry's API. Why it is no SDK: docs/decisions/0046-*.md.

/** The name of the shop's own tracer. Spans of other tracers, such as Next's, are not recorded. */
export const tracerName = 'shop'

/** The most spans and log lines of a trip, and the most characters of a value. */
const most = { spans: 500, events: 100, text: 300 }

class RecordedSpan implements Span {
  readonly #trip: Trip
  readonly #parent: string | null
  readonly #context: SpanContext
  readonly #startedAt: number
  readonly #kind: SpanKind
  readonly #attributes: Attributes = {}
  readonly #events: SpanEvent[] = []
  #status: SpanStatus = { code: SpanStatusCode.UNSET }
  #ended = false
  name: string

  constructor(trip: Trip, name: string, options: SpanOptions, parent: SpanContext | undefined) {
    this.#trip = trip
    this.name = name
    this.#parent = parent?.spanId ?? null
    const traceId = parent?.traceId ?? randomHex(16)
    trip.sampled ??= isSampled(trip.sampling, traceId, parent?.traceFlags)
    this.#context = { traceId, spanId: randomHex(8), traceFlags: trip.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE }
    this.#kind = options.kind ?? SpanKind.INTERNAL
    this.#startedAt = timeOf(trip, options.startTime)
    this.setAttributes(options.attributes ?? {})
  }

  spanContext(): SpanContext {
    return this.#context
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.#attributes[key] = typeof value === 'string' ? String(redact(value)).slice(0, most.text) : value
    return this
  }

  setAttributes(attributes: Attributes): this {
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) this.setAttribute(key, value)
    return this
  }

  addEvent(name: string, attributes?: Attributes | TimeInput, at?: TimeInput): this {
    if (this.#trip.events >= most.events) return this
    this.#trip.events++
    const isTime = typeof attributes !== 'object' || Array.isArray(attributes) || attributes instanceof Date
    const given = isTime ? {} : (attributes as Attributes)
    this.#events.push({ at: timeOf(this.#trip, isTime ? (attributes as TimeInput) : at), name, attributes: given })
    return this
  }

  // Nothing links spans of several traces.
  addLink(): this {
    return this
  }

  addLinks(): this {
    return this
  }

  setStatus(status: SpanStatus): this {
    this.#status = status
    return this
  }

  updateName(name: string): this {
    this.name = name
    return this
  }

  end(at?: TimeInput): void {
    if (this.#ended) return
    this.#ended = true
    if (
      this.#trip.spans.length >= most.spans - 1 &&
      this.#kind !== SpanKind.SERVER &&
      this.#kind !== SpanKind.CONSUMER
    ) {
      this.#trip.dropped++
      return
    }
    const { traceId, spanId } = this.#context
    this.#trip.spans.push({
      ...{ trace: traceId, id: spanId, parent: this.#parent, name: this.name, kind: this.#kind },
      startedAt: this.#startedAt,
      endedAt: Math.max(this.#startedAt, timeOf(this.#trip, at)),
      ...{ status: this.#status, attributes: this.#attributes, events: this.#events },
      sampled: this.#trip.sampled === true,
    })
  }

  isRecording(): boolean {
    return !this.#ended
  }

  recordException(exception: unknown): void {
    this.setAttribute('error.type', exception instanceof Error ? exception.name : typeof exception)
  }
}

class RecordingTracer implements Tracer {
  startSpan(name: string, options: SpanOptions = {}, at: Context = context.active()): Span {
    const parent = options.root ? undefined : trace.getSpanContext(at)
    const trip = tripOf(at)
    // No clock and no random number outside a trip: Next renders pages at build time, and refuses both there.
    if (!trip)
      return trace.wrapSpanContext(parent ?? { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 })
    return new RecordedSpan(trip, name, options, parent)
  }

  startActiveSpan<Work extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<Work> {
    const work = rest.at(-1) as Work
    const options = (rest.length > 1 ? rest[0] : {}) as SpanOptions
    const at = (rest.length > 2 ? rest[1] : context.active()) as Context
    const span = this.startSpan(name, options, at)
    return context.with(trace.setSpan(at, span), work as never, undefined, span) as ReturnType<Work>
  }
}

/** Registers the provider, unless a fork has registered an SDK of its own (in `instrumentation.ts`), which then gets the spans. */
export function registerProvider(): void {
  const silent = new ProxyTracerProvider().getTracer('none')
  const tracer = new RecordingTracer()
  const provider: TracerProvider = { getTracer: (name) => (name === tracerName ? tracer : silent) }
  if (trace.setGlobalTracerProvider(provider)) context.setGlobalContextManager(new StorageContextManager())
}
