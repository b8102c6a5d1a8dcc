/**
 * The trace context of a call, from the caller's own header or from the platform's.
 * @param read gives the value of a header, by its lower-case name
 */
export function traceOf(read: (name: string) => string | null | undefined): string | null {
  return read('traceparent') ?? fromXRay(read('x-amzn-trace-id')) ?? fromCloudTrace(read('x-cloud-trace-context'))
}

/** The call with its trace as `traceparent`, which the functions read. */
export function withTraceOf(request: Request): Request {
  const trace = traceOf((name) => request.headers.get(name))
  const headers = new Headers(request.headers)
  if (trace) headers.set('traceparent', trace)
  return new Request(request, { headers })
}

/**
 * AWS X-Ray's header: `Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=1`. A call without a parent gets one of zeros and a one.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function fromXRay(header: string | null | undefined): string | null {
  const root = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/i.exec(header ?? '')
  if (!root) return null
  const parent = /Parent=([0-9a-f]{16})/i.exec(header ?? '')?.[1] ?? '0000000000000001'
  const sampled = /Sampled=1/.test(header ?? '') ? '01' : '00'
  return `00-${root[1]}${root[2]}-${parent}-${sampled}`.toLowerCase()
}

/**
 * Google's older header: `<32 hex>/<span id, decimal>;o=1`.
 * https://cloud.google.com/trace/docs/trace-context#legacy-http-header
 */
export function fromCloudTrace(header: string | null | undefined): string | null {
  const match = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=([01]))?/i.exec(header ?? '')
  if (!match) return null
  const span = BigInt(match[2] ?? '1')
    .toString(16)
    .padStart(16, '0')
  return `00-${match[1]}-${span.slice(-16)}-0${match[3] ?? '0'}`.toLowerCase()
}
