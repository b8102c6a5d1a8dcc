import {
  type Attributes,
  type Context,
  createContextKey,
  type SpanKind,
  type SpanStatus,
  type TimeInput,
} from '@opentelemetry/api'
import type { Sampling } from '#lib/sampling.ts'

/** A log line of a span. */
export type SpanEvent = Readonly<{ at: number; name: string; attributes: Attributes }>

/** A span that has ended. Times are milliseconds since 1970, with fractions. */
export type EndedSpan = Readonly<{
  trace: string
  id: string
  parent: string | null
  name: string
  kind: SpanKind
  startedAt: number
  endedAt: number
  status: SpanStatus
  attributes: Attributes
  events: readonly SpanEvent[]
  /** whether it goes to OTLP too */
  sampled: boolean
}>

/** One run of a function, or one thing that a page did: the place where its spans are gathered. */
export type Trip = {
  spans: EndedSpan[]
  /** adds up to the time since 1970 with `performance.now()`: not `performance.timeOrigin`, because frozen instances lag behind */
  readonly epoch: number
  readonly sampling: Sampling
  /** decided by its first span */
  sampled?: boolean
  /** log lines so far */
  events: number
  dropped: number
}

const tripKey = createContextKey('shop.trip')

/** The trip of a context; undefined when nothing records there. */
export const tripOf = (at: Context): Trip | undefined => at.getValue(tripKey) as Trip | undefined

/** A context in which spans are gathered, and their trip. */
export function openTrip(at: Context, sampling: Sampling): { at: Context; trip: Trip } {
  const trip: Trip = { spans: [], epoch: Date.now() - performance.now(), sampling, events: 0, dropped: 0 }
  return { at: sampling.isOff ? at : at.setValue(tripKey, trip), trip }
}

/** Milliseconds since 1970 of a time as OpenTelemetry's API takes it: a Date, a number, [seconds, nanoseconds], or now. */
export function timeOf({ epoch }: Trip, at: TimeInput | undefined): number {
  if (at === undefined) return epoch + performance.now()
  if (at instanceof Date) return at.getTime()
  return Array.isArray(at) ? at[0] * 1000 + at[1] / 1e6 : at
}
