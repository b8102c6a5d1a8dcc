import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { LambdaFunctionURLResult } from 'aws-lambda'
import type { LambdaFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import type { Result } from '#deploy/aws-lambda/stand-in/runtime-api.ts'

type Answer = Exclude<LambdaFunctionURLResult<never>, string>
type Metadata = { statusCode?: number; headers?: Record<string, string>; cookies?: string[] }

/** Bodies of these types come as text, others in base64. */
const texts = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/

/**
 * Calls a function at its address, as a Function URL and an HTTP API do it with payload format 2.0. A function that fails is 502,
 * with no more words; an event over 6 MB is 413.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export async function callAddress(lambda: LambdaFunction, request: Request): Promise<Response> {
  const { pathname, search, hostname } = new URL(request.url)
  const { cookie, ...headers } = Object.fromEntries(request.headers)
  const bytes = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
  const isText = texts.test(headers['content-type'] ?? '')
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { ...headers, host: hostname },
    ...(cookie ? { cookies: cookie.split('; ') } : {}),
    requestContext: { http: { method: request.method, path: pathname }, domainName: hostname, stage: '$default' },
    ...(bytes ? { body: bytes.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: bytes !== undefined && !isText,
  }
  const result = await lambda.invoke(event, headers['x-amzn-trace-id'])
  if ('failure' in result) {
    const large = result.failure.errorType === 'RequestEntityTooLargeException'
    return large
      ? Response.json({ Message: null }, { status: 413 })
      : new Response('Internal Server Error', { status: 502 })
  }
  return 'stream' in result ? readStream(result) : readAnswer(result.body)
}

function readAnswer(text: string): Response {
  const { statusCode = 200, body = '', isBase64Encoded, cookies = [], headers } = JSON.parse(text) as Answer
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : body
  return new Response(bytes, { status: statusCode, headers: headersOf({ headers, cookies } as Metadata) })
}

function headersOf({ headers, cookies = [] }: Metadata): Headers {
  const all = new Headers(headers)
  for (const one of cookies) all.append('set-cookie', one)
  return all
}

/** Status and headers come first, as JSON; eight zeros end them. */
async function readStream({ stream, contentType }: Extract<Result, { stream: Readable }>): Promise<Response> {
  if (contentType !== 'application/vnd.awslambda.http-integration-response')
    throw new Error(`A streamed answer begins without status and headers: ${contentType}`)
  let begin = Buffer.alloc(0)
  while (begin.indexOf(Buffer.alloc(8)) < 0) {
    const part = stream.read() as Buffer | null
    if (part) begin = Buffer.concat([begin, part])
    else
      await Promise.race([
        once(stream, 'readable'),
        once(stream, 'end').then(() => Promise.reject(new Error('no prelude'))),
      ])
  }
  const end = begin.indexOf(Buffer.alloc(8))
  const metadata = JSON.parse(begin.subarray(0, end).toString()) as Metadata
  const rest = begin.subarray(end + 8)
  if (rest.length > 0) stream.unshift(rest)
  const { statusCode = 200 } = metadata
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: statusCode, headers: headersOf(metadata) })
}
