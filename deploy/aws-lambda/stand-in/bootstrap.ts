// The runtime of Lambda for Node 24, in the process that a stand-in for Lambda starts: it loads the handler, takes one event after
// the other from the Runtime API and answers it, with the checks and the messages of Amazon's own client (aws-lambda-ric), which
// must be compiled. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

type Handler = (event: unknown, ...rest: unknown[]) => Promise<unknown>
type Sink = ReturnType<typeof send> & { setContentType(type: string): void }

const { AWS_LAMBDA_RUNTIME_API: address = '', LAMBDA_TASK_ROOT: root = '', _HANDLER: place = '' } = process.env
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const streams = Symbol.for('aws.lambda.runtime.handler.streaming')
const trailers = { type: 'Lambda-Runtime-Function-Error-Type', body: 'Lambda-Runtime-Function-Error-Body' }

function send(path: string, options: RequestOptions, take: (response: IncomingMessage) => void) {
  return request(`http://${address}/2018-06-01/runtime/${path}`, { agent, ...options }, take)
}

function call(path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ headers: IncomingMessage['headers']; body: string }>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = send(path, { method, headers }, (response) => {
      text(response).then((answer) => resolve({ headers: response.headers, body: answer }), reject)
    })
    sent.on('error', reject).end(body)
  })
}

const explain = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

async function fail(path: string, title: string, error: unknown): Promise<void> {
  const said = explain(error)
  process.stderr.write(`${title}\t${JSON.stringify(said)}\n`)
  await call(path, { 'content-type': 'application/json', [trailers.type]: said.errorType }, JSON.stringify(said))
}

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => Object.assign(handler, { [streams]: 'response' }),
    HttpResponseStream: {
      /** The answer's status and headers go before its first part, with eight zeros between. */
      from(sink: Sink, metadata: object) {
        sink.setContentType('application/vnd.awslambda.http-integration-response')
        const write = sink.write.bind(sink) as (part: unknown, ...rest: unknown[]) => boolean
        sink.write = (...part: [unknown]) => {
          sink.write = write as Sink['write']
          write(JSON.stringify(metadata))
          write(new Uint8Array(8))
          return write(...part)
        }
        return sink
      },
    },
  },
})

async function load(): Promise<Handler> {
  const [module = '', name = ''] = place.split('.')
  const loaded = (await import(pathToFileURL(join(root, `${module}.mjs`)).href)) as Record<string, unknown>
  const handler = loaded[name]
  const problem = (type: string, message: string) => Object.assign(new Error(message), { name: `Runtime.${type}` })
  if (typeof handler !== 'function')
    throw problem('HandlerNotFound', `${place} is undefined or not exported, or no function`)
  // Since Node 24 Lambda takes no handler with a callback.
  if (handler.length >= 3 && !(streams in handler))
    throw problem('CallbackHandlerDeprecated', 'AWS Lambda has removed support for callback-based function handlers.')
  return handler as Handler
}

/** Streams the answer while the handler writes it. A failure after the first part is told in the trailers. */
async function stream(handler: Handler, event: unknown, context: { awsRequestId: string }): Promise<void> {
  const headers = {
    'Lambda-Runtime-Function-Response-Mode': 'streaming',
    'content-type': 'application/octet-stream',
    'transfer-encoding': 'chunked',
    trailer: Object.values(trailers).join(', '),
  }
  let sink = {} as Sink
  const taken = new Promise<string>((resolve, reject) => {
    const options = { method: 'POST', headers }
    const sent = send(`invocation/${context.awsRequestId}/response`, options, (response) => {
      text(response).then(resolve, reject)
    })
    sink = Object.assign(sent.on('error', reject), {
      setContentType: (type: string) => void sent.setHeader('content-type', type),
    }) as Sink
  })
  try {
    await handler(event, sink, context)
  } catch (error) {
    const said = explain(error)
    process.stderr.write(`Invoke Error\t${JSON.stringify(said)}\n`)
    const body = Buffer.from(JSON.stringify(said)).toString('base64')
    sink.addTrailers({ [trailers.type]: said.errorType, [trailers.body]: body })
    sink.end()
  }
  await taken
}

const handler = await load().catch(async (error: unknown) => {
  await fail('init/error', 'Init Error', error)
  process.exit(1)
})

for (;;) {
  const { headers, body } = await call('invocation/next')
  const awsRequestId = String(headers['lambda-runtime-aws-request-id'])
  const trace = headers['lambda-runtime-trace-id']
  if (trace) process.env._X_AMZN_TRACE_ID = String(trace)
  else delete process.env._X_AMZN_TRACE_ID
  const deadline = Number(headers['lambda-runtime-deadline-ms'])
  const context = {
    awsRequestId,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  }
  const event: unknown = JSON.parse(body)
  if (streams in handler) {
    await stream(handler, event, context)
    continue
  }
  try {
    const result = JSON.stringify((await handler(event, context)) ?? null)
    await call(`invocation/${awsRequestId}/response`, { 'content-type': 'application/json' }, result)
  } catch (error) {
    await fail(`invocation/${awsRequestId}/error`, 'Invoke Error', error)
  }
}
