import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough, type Readable } from 'node:stream'

/** A failure, in the words of the runtime or of Lambda itself. */
export type Failure = { errorType: string; errorMessage: string }

/** What one call gives: the handler's result as JSON, a stream that has begun, or a failure. */
export type Result = { body: string } | { stream: Readable; contentType: string } | { failure: Failure }

export type Call = { id: string; event: string; trace: string; deadline: number; arn: string }

/** The most bytes of an event and of an answer that is not streamed: 6 MB, and what Lambda allows for its own frame. */
export const mostBytes = 6 * 1024 * 1024 + 100

export type RuntimeApi = {
  /** what AWS_LAMBDA_RUNTIME_API says */
  address: string
  /** Hands an event to the runtime, which waits for one. `answered` gets the answer as soon as it begins. */
  hand(call: Call, answered: (result: Result) => void): void
  close(): void
}

/**
 * The Runtime API of one instance of a function: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 * @param on `waits`: the runtime is ready for an event; the instance may be frozen until `hand`. `failed`: it could not begin
 */
export async function startRuntimeApi(on: { waits(): void; failed(failure: Failure): void }): Promise<RuntimeApi> {
  let next: ServerResponse | undefined
  let current: { id: string; answered(result: Result): void } | undefined
  const server = createServer((request, response) => {
    const path = request.url?.replace('/2018-06-01/runtime/', '') ?? ''
    const accept = () => response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')
    if (path === 'invocation/next') {
      next = response
      return on.waits()
    }
    const [, id, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    if (path !== 'init/error' && (!current || id !== current.id))
      return response.writeHead(400).end('{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}')
    const answered = current?.answered ?? (() => {})
    if (kind === 'response' && request.headers['lambda-runtime-function-response-mode'] === 'streaming') {
      passOn(request, answered)
      return request.once('end', accept)
    }
    void collect(request).then((body) => {
      if (kind !== 'response') {
        const failure = JSON.parse(body) as Failure
        if (path === 'init/error') on.failed(failure)
        else answered({ failure })
        return accept()
      }
      const bytes = Buffer.byteLength(body)
      if (bytes <= mostBytes) {
        answered({ body })
        return accept()
      }
      const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${mostBytes} bytes).`
      answered({ failure: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } })
      return response.writeHead(413).end('{"errorMessage":"Exceeded maximum size","errorType":"RequestEntityTooLarge"}')
    })
  })
  // A runtime waits for its next event as long as it takes.
  server.requestTimeout = 0
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    hand(call, answered) {
      if (!next) throw new Error('The runtime does not wait for an event.')
      current = { id: call.id, answered }
      next
        .writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': call.id,
          'lambda-runtime-deadline-ms': String(call.deadline),
          'lambda-runtime-invoked-function-arn': call.arn,
          'lambda-runtime-trace-id': call.trace,
        })
        .end(call.event)
      next = undefined
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function collect(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

/** An answer whose parts leave as they come. Its trailers tell of a failure after the first part. */
function passOn(request: IncomingMessage, answered: (result: Result) => void): void {
  const stream = new PassThrough()
  answered({ stream, contentType: request.headers['content-type'] ?? '' })
  request.on('data', (part: Buffer) => stream.write(part))
  request.on('end', () => {
    const failure = request.trailers['lambda-runtime-function-error-type']
    if (failure) stream.destroy(new Error(failure))
    else stream.end()
  })
  // The runtime ended in the middle of the answer.
  request.on('error', (error) => stream.destroy(error))
  stream.on('error', () => {})
}
