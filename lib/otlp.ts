import type { Attributes, AttributeValue } from '@opentelemetry/api'
import { tracerName } from '#lib/trace-provider.ts'
import type { EndedSpan } from '#lib/trip.ts'

// The messages of OTLP/HTTP: https://opentelemetry.io/docs/specs/otlp/#otlphttp. Protobuf is made of the JSON form.

type Message = { [field: string]: unknown }

/** An ExportTraceServiceRequest in OTLP's JSON form. @param resource attributes of what runs here, such as `service.name` */
export function toRequest(spans: readonly EndedSpan[], resource: Attributes): Message {
  const scopeSpans = [{ scope: { name: tracerName }, spans: spans.map(toSpan) }]
  return { resourceSpans: [{ resource: { attributes: toKeyValues(resource) }, scopeSpans }] }
}

function toSpan(span: EndedSpan): Message {
  return {
    traceId: span.trace,
    spanId: span.id,
    ...(span.parent ? { parentSpanId: span.parent } : {}),
    name: span.name,
    // OTLP counts from 1: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
    kind: span.kind + 1,
    startTimeUnixNano: toNanoseconds(span.startedAt),
    endTimeUnixNano: toNanoseconds(span.endedAt),
    attributes: toKeyValues(span.attributes),
    events: span.events.map(({ at, name, attributes }) => ({
      timeUnixNano: toNanoseconds(at),
      name,
      attributes: toKeyValues(attributes),
    })),
    status: { ...(span.status.message ? { message: span.status.message } : {}), code: span.status.code },
  }
}

const toNanoseconds = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n)

const toKeyValues = (attributes: Attributes) =>
  Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: toAnyValue(value) }]))

function toAnyValue(value: AttributeValue | null): Message {
  if (Array.isArray(value)) return { arrayValue: { values: value.map((item) => toAnyValue(item as AttributeValue)) } }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value !== 'number') return { stringValue: String(value) }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

/** For each message, the number and the type of its fields. A type that begins with a capital letter is a message. */
const fields: Record<string, Record<string, readonly [number: number, type: string]>> = {
  Request: { resourceSpans: [1, 'ResourceSpans'] },
  ResourceSpans: { resource: [1, 'Resource'], scopeSpans: [2, 'ScopeSpans'] },
  Resource: { attributes: [1, 'KeyValue'] },
  ScopeSpans: { scope: [1, 'Scope'], spans: [2, 'Span'] },
  Scope: { name: [1, 'string'] },
  Span: {
    ...{ traceId: [1, 'hex'], spanId: [2, 'hex'], parentSpanId: [4, 'hex'], name: [5, 'string'], kind: [6, 'varint'] },
    ...{ startTimeUnixNano: [7, 'fixed64'], endTimeUnixNano: [8, 'fixed64'], attributes: [9, 'KeyValue'] },
    ...{ events: [11, 'Event'], status: [15, 'Status'] },
  },
  Event: { timeUnixNano: [1, 'fixed64'], name: [2, 'string'], attributes: [3, 'KeyValue'] },
  Status: { message: [2, 'string'], code: [3, 'varint'] },
  KeyValue: { key: [1, 'string'], value: [2, 'AnyValue'] },
  AnyValue: {
    ...{ stringValue: [1, 'string'], boolValue: [2, 'varint'], intValue: [3, 'varint'], doubleValue: [4, 'double'] },
    ...{ arrayValue: [5, 'ArrayValue'] },
  },
  ArrayValue: { values: [1, 'AnyValue'] },
}

/** Encodes a request as Protobuf: https://protobuf.dev/programming-guides/encoding/ */
export function toProtobuf(request: Message, type = 'Request'): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(request).flatMap(([name, value]) => {
    const [number, kind] = fields[type]?.[name] ?? []
    if (number === undefined || kind === undefined) throw new Error(`OTLP's ${type} has no field ${name}.`)
    return (Array.isArray(value) ? value : [value]).map((one) => encode(number, kind, one))
  })
  return join(parts)
}

const wire = { varint: 0, fixed64: 1, double: 1, bytes: 2 }

function encode(number: number, kind: string, value: unknown): Uint8Array<ArrayBuffer> {
  const tag = (type: number) => varint(BigInt(number * 8 + type))
  if (kind === 'varint') return join([tag(wire.varint), varint(BigInt(value as string | number | boolean))])
  if (kind === 'fixed64' || kind === 'double') {
    const view = new DataView(new ArrayBuffer(8))
    if (kind === 'double') view.setFloat64(0, value as number, true)
    else view.setBigUint64(0, BigInt(value as string), true)
    return join([tag(wire.fixed64), new Uint8Array(view.buffer)])
  }
  const bytes = bytesOf(kind, value)
  return join([tag(wire.bytes), varint(BigInt(bytes.length)), bytes])
}

function bytesOf(kind: string, value: unknown): Uint8Array<ArrayBuffer> {
  if (kind === 'string') return new TextEncoder().encode(value as string) as Uint8Array<ArrayBuffer>
  if (kind === 'hex') return Uint8Array.from((value as string).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return toProtobuf(value as Message, kind)
}

function varint(value: bigint): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let left = BigInt.asUintN(64, value)
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
  return Uint8Array.from([...bytes, Number(left)])
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
