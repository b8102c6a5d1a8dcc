/** A job on its way to its function, in the terms of every queue. */
export type Message = {
  /** of the function */
  name: string
  /** what the function gets: a `delivery` of lib/jobs.ts */
  body: { key: string; input: unknown }
  /** W3C trace context */
  traceparent: string
  /** seconds until the job may run; 0 when at once */
  wait: number
  /** Messages with the same id are delivered once, where the queue can do that. Absent when it must be delivered again. */
  id?: string
  /** the name, or with its line for jobs that have their own limit, such as `make-thumbnail-fallbacks` */
  line: string
  /** how many of this line may run at once */
  parallel?: number
  /** deliveries after the first one */
  retries: number
}

/** A service that delivers messages. It may deliver one twice: the jobs table makes the second delivery harmless. */
export type Provider = {
  /** the longest `wait` that it takes, in seconds; for a longer one the sweep rings when the job is due */
  mostWait: number
  /** @throws Error when the service did not take the message */
  send(message: Message): Promise<void>
  /** True when the service answers. @throws Error when it cannot be reached */
  answers(signal: AbortSignal): Promise<boolean>
}

/** The text of a message, for queues that carry no headers: the delivery, and the trace beside it. */
export const textOf = ({ body, traceparent }: Message): string => JSON.stringify({ ...body, traceparent })

/** @throws Error with the service's own words when the answer is a refusal */
export async function expectTaken(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`the queue answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
}

/**
 * HMAC-SHA256 of a message, in hexadecimal digits, for queues that do not say who sent it.
 * @param line the line of jobs, so that a message of one line opens no other
 */
export async function signMessage(secret: string, line: string, body: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(`${line}.${body}`)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
