import { randomUUID } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import type { Context, Handler, LambdaFunctionURLResult, SQSBatchResponse, SQSRecord } from 'aws-lambda'
import { createLambda } from '#deploy/aws-lambda/adapter.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { listen } from '#local/listen.ts'

type Metadata = { statusCode: number; headers: Record<string, string>; cookies: string[] }
type Answer = Exclude<LambdaFunctionURLResult<never>, string>

/** The global of Lambda's Node runtime that lets a handler stream: it gets a writable stream beside its event. */
const streaming = {
  streamifyResponse: (handler: (event: object, stream: PassThrough, context: Context) => Promise<void>) =>
    Object.assign(handler, { streams: true }),
  HttpResponseStream: {
    from(stream: PassThrough, metadata: Metadata) {
      stream.emit('metadata', metadata)
      return stream
    },
  },
}

/** SQS, as far as the adapter and lib/queue-sqs.ts call it. */
async function startSqs() {
  const calls: { action: string; input: Record<string, unknown> }[] = []
  const server = await listen(async (request) => {
    const action = request.headers.get('x-amz-target')?.split('.')[1] ?? ''
    if (!request.headers.get('authorization')?.includes('/eu-central-1/sqs/'))
      return new Response(null, { status: 403 })
    calls.push({ action, input: (await request.json()) as Record<string, unknown> })
    return Response.json({ MessageId: randomUUID() })
  })
  return { server, calls }
}

/** The handler as Lambda calls it in its own process, with events in the documented shapes. */
export const awsLambda: Platform = {
  name: 'AWS Lambda',
  // Lambda's permissions decide who may send an event.
  without: ['strangers'],
  traceHeader: (trace) => [
    'x-amzn-trace-id',
    `Root=1-${trace.slice(0, 8)}-${trace.slice(8)};Parent=1234567890abcdef;Sampled=1`,
  ],
  async deploy(definitions, environment) {
    const { server, calls } = await startSqs()
    const keys = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' }
    const queue = { QUEUE: 'sqs', QUEUE_URL: `${server.url}/123456789012/nightlight-` }
    const given: Record<string, string> = { ...environment, ...keys, ...queue }
    const before = { ...process.env }
    const previous = Reflect.get(globalThis, 'awslambda')
    for (const name of Object.keys(before)) if (/^(STORAGE_WEBHOOK_SECRET|QUEUE)/.test(name)) delete process.env[name]
    Object.assign(process.env, given)
    Object.assign(globalThis, { awslambda: streaming })
    const handlers = new Map(definitions.map((definition) => [definition.name, createLambda(definition)]))
    const call = <Result>(name: string, event: object) =>
      (handlers.get(name) as Handler)(event, {} as Context, () => {}) as Promise<Result>
    return {
      fetch: (path, init) => callUrl(handlers, new Request(`https://abc.lambda-url.eu-central-1.on.aws${path}`, init)),
      async deliver(name, texts) {
        const sent = calls.length
        const records = texts.map((body) => recordOf(name, body))
        const result = await call<SQSBatchResponse>(name, { Records: records })
        const since = calls.slice(sent)
        return records.map(({ messageId, receiptHandle, body }) => {
          const failed = result.batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === messageId)
          const dead = since.some(({ input }) => String(input.QueueUrl).endsWith('-dead') && input.MessageBody === body)
          const later = since.find(({ input }) => input.ReceiptHandle === receiptHandle)?.input.VisibilityTimeout
          if (failed) return { fate: 'again', ...(later ? { after: Number(later) } : {}) }
          return { fate: dead ? 'dead' : 'gone' }
        })
      },
      schedule: (name, at) => settles(call(name, { scheduled: at.toISOString() })),
      upload: (path) => {
        const key = encodeURIComponent(path).replaceAll('%20', '+')
        return settles(call('storage-webhook', { Records: [{ eventSource: 'aws:s3', s3: { object: { key } } }] }))
      },
      sent: () =>
        calls.flatMap(({ action, input }) => {
          const line = String(input.QueueUrl).split('/nightlight-')[1] ?? ''
          return action === 'SendMessage' && line !== 'dead' ? [{ line, text: String(input.MessageBody) }] : []
        }),
      async stop() {
        for (const name of Object.keys(given)) delete process.env[name]
        Object.assign(process.env, before)
        Object.assign(globalThis, { awslambda: previous })
        await server.close()
      },
    } satisfies Deployed
  },
}

const settles = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function recordOf(name: string, body: string): SQSRecord {
  const times = { SentTimestamp: '1545082649183', ApproximateFirstReceiveTimestamp: '1545082649185' }
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body,
    attributes: { ApproximateReceiveCount: '1', SenderId: 'AIDAIENQZJOLO23YVJ4VO', ...times },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-central-1:123456789012:nightlight-${name}`,
    awsRegion: 'eu-central-1',
  }
}

/** A request as a Function URL makes an event of it (payload format 2.0), and the answer as it leaves. */
async function callUrl(handlers: Map<string, Handler>, request: Request): Promise<Response> {
  const { pathname, search, hostname } = new URL(request.url)
  const handler = handlers.get(pathname.slice('/api/'.length))
  const { cookie, ...headers } = Object.fromEntries(request.headers)
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    ...(cookie ? { cookies: cookie.split('; ') } : {}),
    requestContext: { http: { method: request.method, path: pathname }, domainName: hostname, stage: '$default' },
    body: request.body ? Buffer.from(await request.arrayBuffer()).toString('base64') : undefined,
    isBase64Encoded: true,
  }
  if (handler && 'streams' in handler) return readStream(handler as never, event)
  const result = handler ? await handler(event, {} as Context, () => {}) : { statusCode: 404 }
  const { statusCode = 200, body = '', isBase64Encoded, cookies = [], ...answer } = result as Answer
  const sent = new Headers(answer.headers as Record<string, string>)
  for (const one of cookies) sent.append('set-cookie', one)
  return new Response(isBase64Encoded ? Buffer.from(body, 'base64') : body, { status: statusCode, headers: sent })
}

async function readStream(
  handler: (event: object, stream: PassThrough, context: object) => Promise<void>,
  event: object,
): Promise<Response> {
  const stream = new PassThrough()
  const started = new Promise<Metadata>((resolve) => stream.once('metadata', resolve))
  const done = handler(event, stream, {})
  const { statusCode, headers, cookies } = await Promise.race([started, done.then(() => started)])
  const sent = new Headers(headers)
  for (const one of cookies) sent.append('set-cookie', one)
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: statusCode, headers: sent })
}
