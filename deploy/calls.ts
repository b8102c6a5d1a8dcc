// What all adapters share. An adapter never calls `run`: it makes a request that functions/runtime/admit.ts admits, with the
// signatures that the queue, the scheduler and the database make elsewhere, and reads the answer as an outcome.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Env } from '#lib/env.ts'
import { addressOf } from '#lib/function-address.ts'

/** The name of a function, as in its path `/api/<name>`. */
type Name = string

const message = z.looseObject({ key: z.string(), input: z.unknown(), traceparent: z.string().optional() })

/**
 * A message of a platform's queue as a signed delivery.
 * @param text a message of lib/queue-message.ts: {"key", "input", "traceparent"}
 * @param trace W3C trace context that came beside the message
 * @returns null when the text is no such message; it can never be delivered
 */
export function deliveryCall(env: Env, name: Name, text: string, trace?: string | null): Request | null {
  const parsed = message.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { key, input, traceparent } = parsed.data
  const body = JSON.stringify({ key, input })
  const url = addressOf(env, name)
  const headers = { 'upstash-signature': signDelivery(env.QSTASH_CURRENT_SIGNING_KEY, url, body) }
  return new Request(url, { method: 'POST', headers: withTrace(headers, traceparent ?? trace), body })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A JSON Web Token as QStash signs its calls: https://upstash.com/docs/qstash/features/security. It lasts five minutes. */
function signDelivery(key: string, url: string, body: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const hash = createHash('sha256').update(body).digest('base64url')
  const times = { iat: now, nbf: now, exp: now + 300 }
  const claims = { iss: 'Upstash', sub: url, ...times, jti: randomUUID(), body: hash }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

/**
 * A call of a platform's scheduler.
 * @param at the planned time, for a call that comes late; one in the future is left out, because the function refuses it
 */
export function scheduleCall(env: Env, name: Name, at?: Date, trace?: string | null): Request {
  const url = new URL(addressOf(env, name))
  if (at && at.getTime() <= Date.now()) url.searchParams.set('at', at.toISOString())
  return new Request(url, { headers: withTrace({ authorization: `Bearer ${env.CRON_SECRET}` }, trace) })
}

/** An upload to a platform's own storage, as the call with which the database reports one. */
export function uploadCall(env: Env, upload: { bucket: string; path: string }, trace?: string | null): Request {
  const url = addressOf(env, 'storage-webhook')
  const body = JSON.stringify(upload)
  const time = Math.floor(Date.now() / 1000)
  const signed = `${time}.${new URL(url).pathname}.${body}`
  const signature = createHmac('sha256', env.STORAGE_WEBHOOK_SECRET).update(signed).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-nightlight-signature': `t=${time},v1=${signature}` }
  return new Request(url, { method: 'POST', headers: withTrace(headers, trace), body })
}

const withTrace = (headers: Record<string, string>, trace?: string | null) =>
  trace ? { ...headers, traceparent: trace } : headers

/** What a queue or a scheduler must know of an answer. */
export type Outcome =
  /** done, or another job goes on with it */
  | { kind: 'done' }
  /** failed or busy: deliver it again, after so many seconds if the function says when */
  | { kind: 'again'; after?: number; reason: string }
  /** no delivery can succeed: keep it as a dead letter */
  | { kind: 'never'; reason: string }

/** The status of functions/runtime/outcomes.ts for a job that no retry can do. */
const never = 489

/** Reads an answer of a function, and its body to the end, because a run ends with its last byte. */
export async function outcomeOf(response: Response): Promise<Outcome> {
  const reason = `${response.status}: ${(await response.text()).slice(0, 300)}`
  if (response.ok) return { kind: 'done' }
  if (response.status === never) return { kind: 'never', reason }
  const after = Number(response.headers.get('retry-after'))
  return { kind: 'again', reason, ...(after > 0 ? { after } : {}) }
}
