import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * A W3C trace context header (https://www.w3.org/TR/trace-context/): version, 16-byte trace id, 8-byte span id, flags.
 * The click, the payment, the webhook, the queue, the steps and every log line share one trace id.
 */
export type Traceparent = string

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-(0[01])$/

/** Random hexadecimal digits, two for each byte. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}

/** Continues the caller's trace with a new span, or begins a new trace when the header is missing or malformed. */
export function continueTrace(header: string | null | undefined): Traceparent {
  return `00-${traceId(header) ?? randomHex(16)}-${randomHex(8)}-01`
}

/** The ids and flags of a header; null when it is malformed. */
export function readTrace(
  header: string | null | undefined,
): { traceId: string; spanId: string; traceFlags: number } | null {
  const [, traceId = '', spanId = '', flags = ''] = (header && pattern.exec(header)) || []
  return /[^0]/.test(traceId) && /[^0]/.test(spanId) ? { traceId, spanId, traceFlags: Number(flags) } : null
}

/** The trace id (32 hexadecimal digits), or null when the header is malformed. */
export function traceId(header: string | null | undefined): string | null {
  const id = header ? pattern.exec(header)?.[1] : undefined
  return id && !/^0+$/.test(id) ? id : null
}

const scope = new AsyncLocalStorage<Record<string, unknown>>()

/** Runs `work` so that every log line written inside it carries `fields`. */
export function withLogFields<Result>(fields: Record<string, unknown>, work: () => Result): Result {
  return scope.run({ ...scope.getStore(), ...fields }, work)
}

/** Returns a function that does something in the scope of now: its log fields and its span. */
export function keepScope(): <Result>(work: () => Result) => Result {
  return AsyncLocalStorage.snapshot()
}

/** The log fields of the current scope. */
export function logFields(): Record<string, unknown> {
  return scope.getStore() ?? {}
}
