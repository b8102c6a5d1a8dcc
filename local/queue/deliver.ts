import type { Send } from '#local/chaos/faults.ts'
import { callerIp } from '#local/queue/context.ts'
import type { Message, Response } from '#local/queue/store/messages.ts'

// The connection sets these headers. If they were forwarded, they would contradict the body.
const framing = new Set(
  'connection content-length expect host keep-alive te trailer transfer-encoding upgrade'.split(' '),
)

/** The result of one attempt. Status 0 and an error mean that no response came. */
export type Outcome = Response & { error: string | undefined }

// Node's fetch waits this long at most for a response to begin; QStash's free plan allows fifteen minutes.
const longestTimeout = 300_000
const longestBody = 1_048_576

/**
 * Makes one attempt to deliver a message. It never rejects: a failure is an outcome.
 * Headers as in https://upstash.com/docs/qstash/howto/receiving
 * @param stop ends the attempt when the queue closes
 */
export async function deliver(send: Send, message: Message, signature: string, stop: AbortSignal): Promise<Outcome> {
  const { method, contentType, forward, timeout } = message.options
  const bodiless = method === 'GET' || method === 'HEAD'
  try {
    const response = await send(message.url, {
      method,
      headers: {
        ...(contentType && { 'content-type': contentType }),
        ...Object.fromEntries(Object.entries(forward).filter(([name]) => !framing.has(name))),
        'user-agent': 'Upstash-QStash',
        'upstash-message-id': message.id,
        'upstash-retried': String(message.attempts),
        'upstash-caller-ip': callerIp,
        'upstash-signature': signature,
        ...(message.scheduleId !== null && { 'upstash-schedule-id': message.scheduleId }),
      },
      body: bodiless ? null : new Uint8Array(message.body),
      // The signature is valid for one URL only, so a redirect counts as a failure.
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(Math.min(timeout ?? longestTimeout, longestTimeout))]),
    })
    return { status: response.status, headers: response.headers, body: await readBody(response), error: undefined }
  } catch (error) {
    return { status: 0, headers: new Headers(), body: new Uint8Array(), error: explain(error) }
  }
}

/** Reads the first megabyte of a response and ignores the rest. */
async function readBody(response: globalThis.Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= longestBody) break
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, longestBody))
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
