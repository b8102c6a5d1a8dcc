import { ShopError } from '#lib/errors.ts'
import { keepScope } from '#lib/trace.ts'

/** The response for a result of `run`. */
export function answer(result: unknown): Response {
  return result instanceof Response ? result : Response.json(result ?? { ok: true })
}

/**
 * The response for an error. A ShopError gives its own status, or 489 for the queue, which stops the retries
 * (https://upstash.com/docs/qstash/features/retry). Any other error gives 500.
 */
export function refuse(error: unknown, fromQueue: boolean): Response {
  if (!(error instanceof ShopError)) {
    return Response.json({ error: 'Something went wrong on our side.' }, { status: 500 })
  }
  const body = { error: error.message, code: error.code }
  if (fromQueue && error.code !== 'unauthorized' && error.code !== 'too_large') {
    return Response.json(body, { status: 489, headers: { 'Upstash-NonRetryable-Error': 'true' } })
  }
  const headers: Record<string, string> = error.retryAfter === null ? {} : { 'retry-after': String(error.retryAfter) }
  return Response.json(body, { status: error.status, headers })
}

/**
 * Calls `finish` when the response is complete, and returns the response. A stream is complete when its last byte was sent
 * or its reader has disconnected; `finish` then runs in the scope of this call.
 */
export async function whenComplete(response: Response, finish: () => Promise<void>): Promise<Response> {
  if (!isStream(response)) {
    await finish()
    return response
  }
  const inScope = keepScope()
  const end = () => inScope(finish)
  const passing = new TransformStream<Uint8Array, Uint8Array>({ flush: end, cancel: end } as Transformer)
  const body = response.body?.pipeThrough(passing) ?? null
  return new Response(body, { status: response.status, headers: response.headers })
}

const isStream = (response: Response) =>
  response.body !== null && (response.headers.get('content-type') ?? '').startsWith('text/event-stream')
