import { ApiError, quotaExceeded } from '#local/queue/api-error.ts'
import { parseDuration } from '#local/queue/duration.ts'
import type { Limits } from '#local/queue/plans.ts'
import { parseRetryDelay } from '#local/queue/retry-delay.ts'

export type FlowControl = {
  key: string
  parallelism: number | undefined
  rate: number | undefined
  /** milliseconds in which `rate` deliveries may start */
  period: number
}

/** The options in a message's `Upstash-*` headers. Times are milliseconds. */
export type Options = {
  method: string
  contentType: string | undefined
  /** headers to forward to the destination */
  forward: Record<string, string>
  retries: number
  retryDelay?: string | undefined
  delay: number
  notBefore?: number | undefined
  timeout?: number | undefined
  callback?: string | undefined
  callbackHeaders: Record<string, string>
  failureCallback?: string | undefined
  failureCallbackHeaders: Record<string, string>
  deduplicationId?: string | undefined
  contentBasedDeduplication: boolean
  flow?: FlowControl | undefined
  labels: string[]
}

const known = new Set(
  `method retries retry-delay delay not-before timeout callback failure-callback deduplication-id
  content-based-deduplication flow-control-key flow-control-value label`.split(/\s+/),
)

// https://upstash.com/docs/qstash/api-reference/messages/publish-a-message
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Reads the headers of a publish request (or of one batch entry).
 * @param also further header names, without their prefix, that the calling route reads itself
 * @throws ApiError 400 for a value that QStash refuses, 412 for one above the plan's limits, and 501 for an `Upstash-*` header
 *   that is not implemented here, so that no header is silently ignored
 */
export function parseOptions(headers: Iterable<[string, string]>, limits: Limits, also: string[] = []): Options {
  const { values, contentType, forward, callbackHeaders, failureCallbackHeaders } = sortHeaders(headers, also)
  // A callback becomes a message long after the request, so its headers are checked now.
  for (const own of [callbackHeaders, failureCallbackHeaders]) {
    if (Object.keys(own).length > 0) parseOptions(Object.entries(own), limits)
  }
  if (values['retry-delay'] !== undefined) parseRetryDelay(values['retry-delay'])
  if (values['deduplication-id']?.includes(':')) throw new ApiError(400, "DeduplicationId cannot contain ':'")
  const method = values.method?.toUpperCase() ?? 'POST'
  if (!methods.includes(method)) throw new ApiError(400, `invalid Upstash-Method: ${values.method}`)
  const retries = readCount('Upstash-Retries', values.retries) ?? 3
  if (retries > limits.retries) throw quotaExceeded('retries', limits.retries)
  const seconds = readCount('Upstash-Not-Before', values['not-before'])
  const notBefore = seconds === undefined ? undefined : seconds * 1000
  const delay = values.delay === undefined ? 0 : parseDuration('Upstash-Delay', values.delay)
  const wait = notBefore === undefined ? delay : notBefore - Date.now()
  if (wait > limits.delay) throw quotaExceeded('delay', limits.delay / 1000)
  return {
    method,
    contentType,
    forward,
    retries,
    retryDelay: values['retry-delay'],
    delay,
    notBefore,
    timeout: values.timeout === undefined ? undefined : parseDuration('Upstash-Timeout', values.timeout),
    callback: values.callback === undefined ? undefined : readUrl(values.callback),
    callbackHeaders,
    failureCallback: values['failure-callback'] === undefined ? undefined : readUrl(values['failure-callback']),
    failureCallbackHeaders,
    deduplicationId: values['deduplication-id'],
    contentBasedDeduplication: values['content-based-deduplication'] === 'true',
    flow: readFlow(values['flow-control-key'], values['flow-control-value']),
    labels: splitList(values.label ?? ''),
  }
}

/** Splits the headers into those for the destination, for callbacks, and for the queue itself. */
function sortHeaders(headers: Iterable<[string, string]>, also: string[]) {
  const values: Record<string, string> = {}
  const forward: Record<string, string> = {}
  const callbackHeaders: Record<string, string> = {}
  const failureCallbackHeaders: Record<string, string> = {}
  let contentType: string | undefined
  for (const [header, value] of headers) {
    const lower = header.toLowerCase()
    if (lower === 'content-type') contentType = value
    if (!lower.startsWith('upstash-')) continue
    const name = lower.slice('upstash-'.length)
    if (name.startsWith('forward-')) forward[name.slice('forward-'.length)] = value
    else if (name.startsWith('failure-callback-')) failureCallbackHeaders[rename(name, 'failure-callback-')] = value
    else if (name.startsWith('callback-')) callbackHeaders[rename(name, 'callback-')] = value
    else if (known.has(name) || also.includes(name)) values[name] = value
    else if (!name.startsWith('telemetry-'))
      throw new ApiError(501, `header ${header} is not implemented by the local queue`)
  }
  return { values, contentType, forward, callbackHeaders, failureCallbackHeaders }
}

// `Upstash-Callback-Retries` is the `Upstash-Retries` of the callback's message.
const rename = (name: string, prefix: string) => `upstash-${name.slice(prefix.length)}`

/** Splits a comma-separated list and trims its parts. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Reads a destination from the path. @throws ApiError 501 for the name of a URL group or API, 400 for an invalid URL */
export function readDestination(text: string): string {
  if (/^[\w.-]+$/.test(text)) throw new ApiError(501, `URL groups are not implemented by the local queue: ${text}`)
  if (/^api\/\w+$/.test(text)) throw new ApiError(501, `destination ${text} is not implemented by the local queue`)
  return readUrl(text)
}

/** Reads the URL of a destination or callback; some clients percent-encode it. @throws ApiError 400 when it is invalid */
function readUrl(text: string): string {
  const url = /^https?%3a/i.test(text) ? decode(text) : text
  if (!/^https?:\/\//.test(url)) {
    throw new ApiError(400, 'invalid destination url: endpoint has invalid scheme, add http:// or https://')
  }
  if (!URL.canParse(url)) throw new ApiError(400, `invalid destination url: ${url}`)
  return url
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ApiError(400, `invalid destination url: ${text}`)
  }
}

function readCount(header: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(400, `invalid ${header}: ${text}`)
  return Number(text)
}

function readFlow(key: string | undefined, text: string | undefined): FlowControl | undefined {
  if (key === undefined && text === undefined) return undefined
  if (!key || !text) throw new ApiError(400, 'Upstash-Flow-Control-Key and Upstash-Flow-Control-Value belong together')
  const flow: FlowControl = { key, parallelism: undefined, rate: undefined, period: 1000 }
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim())
    if (name === 'parallelism' || name === 'rate') flow[name] = readCount('Upstash-Flow-Control-Value', value)
    else if (name === 'period') flow.period = parseDuration('Upstash-Flow-Control-Value', value)
    else throw new ApiError(400, `invalid Upstash-Flow-Control-Value: ${text}`)
  }
  if (!flow.parallelism && !flow.rate) throw new ApiError(400, `invalid Upstash-Flow-Control-Value: ${text}`)
  return flow
}
