import { accept } from '#local/queue/accept.ts'
import { nextDelay } from '#local/queue/backoff.ts'
import type { QueueContext } from '#local/queue/context.ts'
import type { Outcome } from '#local/queue/deliver.ts'
import { parseOptions } from '#local/queue/options.ts'
import { logEvent } from '#local/queue/store/events.ts'
import {
  deleteMessage,
  findMessage,
  headerLists,
  type Message,
  markDead,
  markRetrying,
} from '#local/queue/store/messages.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** Stores the result of an attempt (delivered, retried or dead) and publishes the callbacks. */
export function settle(context: QueueContext, message: Message, outcome: Outcome): void {
  const { database, speed } = context
  transaction(database, () => {
    // Cancelled while it was in flight: there is nothing left to write about.
    if (!findMessage(database, message.id)) return
    const now = Date.now()
    const details = { responseStatus: outcome.status, responseBody: text(outcome.body), error: outcome.error }
    if (outcome.status >= 200 && outcome.status < 300) {
      deleteMessage(database, message.id)
      logEvent(database, 'DELIVERED', message, details)
      postCallback(context, message, outcome)
      return
    }
    const { retries, retryDelay } = message.options
    logEvent(database, 'ERROR', message, details)
    if (message.attempts < retries && !isNonRetryable(outcome)) {
      const delay = nextDelay(message.attempts, retryDelay, outcome.headers, now)
      const nextDeliveryTime = Math.round(now + delay / speed)
      markRetrying(database, message.id, outcome, nextDeliveryTime)
      logEvent(database, 'RETRY', message, { nextDeliveryTime })
      postCallback(context, message, outcome)
      return
    }
    const dlqId = `${now}-${message.sequence}`
    markDead(database, message.id, dlqId, outcome)
    logEvent(database, 'FAILED', message, details)
    postCallback(context, message, outcome)
    postFailureCallback(context, message, outcome, dlqId)
  })
}

// https://upstash.com/docs/qstash/features/retry
const isNonRetryable = ({ status, headers }: Outcome) =>
  status === 489 && headers.get('upstash-nonretryable-error') === 'true'

function postCallback(context: QueueContext, message: Message, outcome: Outcome): void {
  const { callback, callbackHeaders, retries } = message.options
  if (callback) post(context, callback, [retries, callbackHeaders], report(message, outcome))
}

function postFailureCallback(context: QueueContext, message: Message, outcome: Outcome, dlqId: string): void {
  const { failureCallback, failureCallbackHeaders, retries } = message.options
  if (failureCallback)
    post(context, failureCallback, [retries, failureCallbackHeaders], { ...report(message, outcome), dlqId })
}

/** Publishes a callback. It is retried as often as its message, unless its own headers set a number. */
function post(
  context: QueueContext,
  url: string,
  [retries, headers]: [number, Record<string, string>],
  body: object,
): void {
  // No limits here: they were checked when the message was published.
  const unlimited = { ...context.limits, retries: Infinity, delay: Infinity }
  const defaults: [string, string][] = [
    ['content-type', 'application/json'],
    ['upstash-retries', String(retries)],
  ]
  accept(context, {
    url,
    options: parseOptions([...defaults, ...Object.entries(headers)], unlimited),
    body: new TextEncoder().encode(JSON.stringify(body)),
    queue: null,
    scheduleId: null,
  })
}

/** The body of a callback: https://upstash.com/docs/qstash/features/callbacks */
function report(message: Message, outcome: Outcome) {
  return {
    status: outcome.status,
    header: headerLists(outcome.headers),
    body: base64(outcome.body),
    retried: message.attempts,
    maxRetries: message.options.retries,
    sourceMessageId: message.id,
    url: message.url,
    method: message.options.method,
    sourceHeader: headerLists(Object.entries(message.options.forward)),
    sourceBody: base64(message.body),
    notBefore: String(message.notBefore),
    createdAt: String(message.createdAt),
    scheduleId: message.scheduleId ?? undefined,
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
