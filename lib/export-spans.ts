import { AwsV4Signer } from 'aws4fetch'
import type { Env } from '#lib/env.ts'
import { readGoogleToken } from '#lib/google-token.ts'
import { createLog } from '#lib/log.ts'
import { toProtobuf, toRequest } from '#lib/otlp.ts'
import type { EndedSpan } from '#lib/trip.ts'
import { shop } from '#shop.config.ts'

const log = createLog({ scope: 'tracing' })

/** Milliseconds that a run waits for the receiver at most, and for which nothing is sent after a failure. */
export const exportLimits = { wait: 2000, pause: 30_000 }

let pausedUntil = 0

/**
 * Sends spans to the OTLP receiver that the environment names, if any. It waits for the answer, because an instance may be frozen
 * when the run has ended. It logs a failure and does not throw.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @param name of the function; `pages` for what pages do
 */
export async function exportSpans(env: Env, name: string, spans: readonly EndedSpan[]): Promise<void> {
  const endpoint = endpointOf(env)
  const sampled = spans.filter((span) => span.sampled)
  if (!endpoint || sampled.length === 0 || Date.now() < pausedUntil) return
  try {
    const response = await send(env, endpoint, toRequest(sampled, resourceOf(env, name)))
    // The connection is used again only when the answer was read.
    const text = await response.text()
    if (!response.ok) throw new Error(`the receiver of spans answered ${response.status}: ${text.slice(0, 200)}`)
  } catch (error) {
    pausedUntil = Date.now() + exportLimits.pause
    log.warn('spans were not exported', { error, spans: sampled.length })
  }
}

function endpointOf(env: Env): URL | null {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: base } = env
  if (own) return new URL(own)
  return base ? new URL(`${base}/v1/traces`) : null
}

async function send(env: Env, endpoint: URL, request: object): Promise<Response> {
  const signal = AbortSignal.timeout(exportLimits.wait)
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf'
  if (!protocol.startsWith('http/'))
    throw new Error(`OTLP over ${protocol} is not spoken here: choose http/protobuf or http/json.`)
  const isJson = protocol === 'http/json'
  const body = isJson ? JSON.stringify(request) : toProtobuf(request as Parameters<typeof toProtobuf>[0])
  const type = { 'content-type': isJson ? 'application/json' : 'application/x-protobuf' }
  const known = {
    ...type,
    ...parsePairs(env.OTEL_EXPORTER_OTLP_HEADERS),
    ...parsePairs(env.OTEL_EXPORTER_OTLP_TRACES_HEADERS),
  }
  const headers = await withCredentials(env, endpoint, { headers: known, body, signal })
  return await fetch(endpoint, { method: 'POST', headers, body, signal })
}

/** AWS wants each request signed, and Google a token, so headers of the environment are not enough for them. */
async function withCredentials(
  env: Env,
  endpoint: URL,
  { headers, body, signal }: { headers: Record<string, string>; body: BodyInit; signal: AbortSignal },
): Promise<HeadersInit> {
  const region = /^xray\.([a-z0-9-]+)\.amazonaws\.com$/.exec(endpoint.hostname)?.[1]
  if (region) {
    const signer = new AwsV4Signer({
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
      ...{ url: endpoint.href, method: 'POST', service: 'xray', region, headers, body },
    })
    return (await signer.sign()).headers
  }
  if (endpoint.hostname === 'telemetry.googleapis.com')
    return { ...headers, authorization: `Bearer ${await readGoogleToken(env, signal)}` }
  return headers
}

/** What the spans are of. The environment may name more, and a service of another name. */
function resourceOf(env: Env, name: string): Record<string, string> {
  return {
    'service.name': shop.slug,
    'faas.name': name,
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': shop.slug,
    ...parsePairs(env.OTEL_RESOURCE_ATTRIBUTES),
    ...(env.OTEL_SERVICE_NAME ? { 'service.name': env.OTEL_SERVICE_NAME } : {}),
  }
}

/** Parses `a=1,b=2`, whose values are percent-encoded: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables */
function parsePairs(text = ''): Record<string, string> {
  const pairs = text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())] as const] : []
  })
  return Object.fromEntries(pairs)
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
