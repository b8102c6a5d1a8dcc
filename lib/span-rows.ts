import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { EndedSpan, SpanEvent } from '#lib/trip.ts'

const kinds = {
  [SpanKind.INTERNAL]: 'internal',
  [SpanKind.SERVER]: 'server',
  [SpanKind.CLIENT]: 'client',
  [SpanKind.PRODUCER]: 'producer',
  [SpanKind.CONSUMER]: 'consumer',
}
const states = { [SpanStatusCode.UNSET]: 'unset', [SpanStatusCode.OK]: 'ok', [SpanStatusCode.ERROR]: 'error' }

/** The most characters of the log lines of a span; the table `spans` takes 16,000 bytes. */
const mostText = 7000

/** A span as a row of the table `spans`. */
export const toSpanRow = (span: EndedSpan) => ({
  ...{ trace: span.trace, id: span.id, parent: span.parent, name: span.name, kind: kinds[span.kind] },
  started_at: toTime(span.startedAt),
  duration_us: Math.round((span.endedAt - span.startedAt) * 1000),
  status: states[span.status.code],
  error: span.status.message ?? null,
  attributes: span.attributes,
  events: toLines(span.events),
})

/** ISO 8601 with microseconds. */
function toTime(ms: number): string {
  const micros = Math.round(ms * 1000)
  const rest = String(micros % 1000).padStart(3, '0')
  return new Date(Math.floor(micros / 1000)).toISOString().replace('Z', `${rest}Z`)
}

/** The log lines of a span. Those that are too many have no fields. */
function toLines(events: readonly SpanEvent[]) {
  let left = mostText
  return events.map(({ at, name, attributes: { level, ...fields } }) => {
    left -= JSON.stringify(fields).length
    return { at: toTime(at), level, message: name.slice(0, 100), ...(left > 0 ? { fields } : {}) }
  })
}
