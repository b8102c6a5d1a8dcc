import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { exportLimits, exportSpans } from '#lib/export-spans.ts'
import { type Fields, readMessage } from '#lib/testing-protobuf.ts'
import { envOf, spansOf } from '#lib/testing-spans.ts'
import { type Listening, listen } from '#local/listen.ts'

type Received = { path: string; headers: Headers; body: Buffer }
let receiver: Listening
let received: Received[] = []
let answer: () => Promise<Response> | Response
const realFetch = globalThis.fetch
beforeAll(async () => {
  receiver = await listen(async (request) => {
    const url = new URL(request.url)
    if (url.pathname.startsWith('/computeMetadata/')) {
      expect(request.headers.get('metadata-flavor')).toBe('Google')
      return Response.json({ access_token: 'ya29.token-of-a-test' })
    }
    received.push({ path: url.pathname, headers: request.headers, body: Buffer.from(await request.arrayBuffer()) })
    return await answer()
  })
})
afterAll(() => receiver.close())
const written = vi.spyOn(console, 'log')
beforeEach(() => {
  written.mockReset().mockReturnValue()
  received = []
  answer = () => Response.json({ partialSuccess: {} })
})

const exported = async (variables: Record<string, string>, parent: string | null = null) => {
  const env = envOf(variables)
  await exportSpans(env, 'chat', await spansOf(env, parent))
  return received[0]
}

/** Sends what goes to a vendor's host to the receiver here, with the headers as they are. */
function catchHost(host: string) {
  vi.stubGlobal('fetch', (input: URL | string, init: RequestInit) => {
    const url = new URL(input)
    return realFetch(url.hostname === host ? `${receiver.url}${url.pathname}` : url, init)
  })
}

test('without an endpoint, nothing is sent', async () => {
  expect(await exported({})).toBeUndefined()
})

test('JSON goes to the path of OTLP, with the headers of the environment', async () => {
  const sent = await exported({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=one%20two, broken ,x-a=b=c',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=production',
  })
  expect(sent?.path).toBe('/v1/traces')
  expect(sent?.headers.get('content-type')).toBe('application/json')
  expect([sent?.headers.get('api-key'), sent?.headers.get('x-a')]).toEqual(['one two', 'b=c'])
  const [{ resource, scopeSpans }] = JSON.parse(String(sent?.body)).resourceSpans
  const attributeOf = (attributes: { key: string; value: unknown }[], key: string) =>
    attributes.find((attribute) => attribute.key === key)?.value
  expect(attributeOf(resource.attributes, 'deployment.environment.name')).toEqual({ stringValue: 'production' })
  expect(attributeOf(resource.attributes, 'faas.name')).toEqual({ stringValue: 'chat' })
  const [call, step, run] = scopeSpans[0].spans
  expect([call.name, step.name, run.name]).toEqual(['rpc get_order', 'step pack', 'run chat'])
  expect(call).toMatchObject({ traceId: run.traceId, parentSpanId: run.spanId, kind: 3, events: [{ name: 'said' }] })
  expect(call.status).toEqual({ code: 2, message: 'TypeError: for [mail]' })
  expect(attributeOf(call.attributes, 'count')).toEqual({ intValue: '300' })
  expect(attributeOf(call.attributes, 'share')).toEqual({ doubleValue: 0.5 })
  expect(attributeOf(call.attributes, 'names')).toEqual({ arrayValue: { values: [{ stringValue: 'a' }] } })
  expect(BigInt(run.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(call.endTimeUnixNano))
  expect(Math.abs(Number(BigInt(run.startTimeUnixNano) / 1_000_000n) - Date.now())).toBeLessThan(10_000)
})

const none: Fields = new Map()
const bytesIn = (fields: Fields | undefined, number: number) => fields?.get(number)?.[0] as Buffer

test('Protobuf is what OTLP describes', async () => {
  const sent = await exported({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/otlp/v1/traces` })
  expect([sent?.path, sent?.headers.get('content-type')]).toEqual(['/otlp/v1/traces', 'application/x-protobuf'])
  const inside = (bytes: unknown, ...path: number[]): unknown =>
    path.reduce<unknown>((at, number) => readMessage(at as Buffer).get(number)?.[0], bytes)
  const scope = inside(sent?.body, 1, 2)
  expect(String(inside(scope, 1, 1))).toBe('shop')
  const spans = readMessage(scope as Buffer).get(2) as Buffer[]
  const [call = none, , run = none] = spans.map(readMessage)
  expect(String(call.get(5))).toBe('rpc get_order')
  expect(call.get(6)).toEqual([3n])
  expect(bytesIn(call, 1).length).toBe(16)
  expect(call.get(4)).toEqual(run.get(2))
  expect(run.get(4)).toBeUndefined()
  expect(bytesIn(run, 8).readBigUInt64LE()).toBeGreaterThan(bytesIn(run, 7).readBigUInt64LE())
  expect(inside(call.get(15)?.[0], 3)).toBe(2n)
  const attributes = ((call.get(9) ?? []) as Buffer[]).map((bytes) => [
    String(inside(bytes, 1)),
    readMessage(inside(bytes, 2) as Buffer),
  ])
  const values = Object.fromEntries(attributes) as Record<string, Fields>
  expect(values.count?.get(3)).toEqual([300n])
  expect(bytesIn(values.share, 4).readDoubleLE()).toBe(0.5)
  expect(values.cold?.get(2)).toEqual([0n])
  expect(String(inside(values.names?.get(5)?.[0], 1, 1))).toBe('a')
})

test.each([
  [{}, '01', true],
  [{}, '00', false],
  [{ OTEL_TRACES_SAMPLER: 'always_on' }, '00', true],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, '01', false],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, '01', false],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, '01', true],
  [{ OTEL_SDK_DISABLED: 'true' }, '01', false],
])('%j with a caller that says %s: %s', async (variables, flags, isSent) => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }
  const sent = await exported(
    { ...variables, ...endpoint } as Record<string, string>,
    `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`,
  )
  expect(sent !== undefined).toBe(isSent)
})

test('a ratio takes its share of traces that begin here', async () => {
  const env = envOf({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' })
  const trips = await Promise.all(Array.from({ length: 400 }, () => spansOf(env)))
  const share = trips.filter((spans) => spans[0]?.sampled).length / 400
  expect(share).toBeGreaterThan(0.1)
  expect(share).toBeLessThan(0.4)
})

test('AWS X-Ray gets requests that it can verify', async () => {
  const host = 'xray.eu-central-1.amazonaws.com'
  catchHost(host)
  const sent = await exported({
    ...{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `https://${host}/v1/traces`, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'a-secret-of-a-test', AWS_SESSION_TOKEN: 'a-session' },
  })
  vi.unstubAllGlobals()
  const { headers, body } = sent as Received
  const authorization = headers.get('authorization') ?? ''
  const [, date = '', signedHeaders = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=AKIDTEST\/(\d{8})\/eu-central-1\/xray\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? []
  expect(signedHeaders.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']))
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
  const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()
  const canonical = [
    ...['POST', '/v1/traces', ''],
    ...signedHeaders.split(';').map((name) => `${name}:${name === 'host' ? host : headers.get(name)}`),
    ...['', signedHeaders, headers.get('x-amz-content-sha256') ?? sha256(body)],
  ].join('\n')
  const scope = `${date}/eu-central-1/xray/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers.get('x-amz-date'), scope, sha256(canonical)].join('\n')
  const key = ['eu-central-1', 'xray', 'aws4_request'].reduce(hmac, hmac('AWS4a-secret-of-a-test', date))
  expect(signature).toBe(hmac(key, text).toString('hex'))
})

test('Google Cloud gets a token of the service account', async () => {
  catchHost('telemetry.googleapis.com')
  const sent = await exported({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://telemetry.googleapis.com',
    GCE_METADATA_HOST: new URL(receiver.url).host,
  })
  vi.unstubAllGlobals()
  expect(sent?.headers.get('authorization')).toBe('Bearer ya29.token-of-a-test')
})

test.each([
  ['refuses', () => new Response('no', { status: 403 })],
  ['does not answer', () => new Promise<Response>(() => {})],
])('a receiver that %s costs a run little time, and no error', async (_what, reply) => {
  vi.resetModules()
  const fresh = await import('#lib/export-spans.ts')
  fresh.exportLimits.wait = 200
  answer = reply
  const env = envOf({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  const spans = await spansOf(env)
  const startedAt = performance.now()
  await fresh.exportSpans(env, 'chat', spans)
  expect(performance.now() - startedAt).toBeLessThan(exportLimits.wait)
  await fresh.exportSpans(env, 'chat', spans)
  expect(received).toHaveLength(1)
  expect(String(written.mock.calls[0])).toContain('spans were not exported')
})
