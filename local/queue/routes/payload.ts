import { callerIp } from '#local/queue/context.ts'
import type { Options } from '#local/queue/options.ts'
import type { Event } from '#local/queue/store/events.ts'
import { headerLists, type Message } from '#local/queue/store/messages.ts'

/** A message in the shape of the REST API (`Message` in the SDK's types). */
export function messagePayload(message: Message) {
  const { options } = message
  return {
    messageId: message.id,
    url: message.url,
    method: options.method,
    header: forwarded(options),
    ...bodyFields('body', message.body),
    maxRetries: options.retries,
    retryDelayExpression: options.retryDelay,
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    callback: options.callback,
    failureCallback: options.failureCallback,
    queueName: message.queue ?? undefined,
    scheduleId: message.scheduleId ?? undefined,
    callerIP: callerIp,
    ...flowFields(options),
    ...labelFields(options),
  }
}

/** A dead letter: the message and its last response. */
export function deadLetterPayload(message: Message) {
  return {
    ...messagePayload(message),
    dlqId: message.dlqId,
    responseStatus: message.responseStatus ?? undefined,
    responseHeader: message.responseHeader,
    ...bodyFields('responseBody', message.responseBody ?? new Uint8Array()),
  }
}

/** An entry of the log (`Log` in the SDK's types). It has the destination's response only when that was an error. */
export function eventPayload({ id: _, options, queue, scheduleId, responseStatus, responseBody, ...event }: Event) {
  return {
    ...event,
    method: options.method,
    header: forwarded(options),
    maxRetries: options.retries,
    retryDelayExpression: options.retryDelay,
    timeout: options.timeout,
    callback: options.callback,
    failureCallback: options.failureCallback,
    queueName: queue ?? undefined,
    scheduleId: scheduleId ?? undefined,
    ...flowFields(options),
    ...labelFields(options),
    ...(event.state === 'ERROR' && {
      responseStatus,
      responseBody: responseBody === undefined ? undefined : Buffer.from(responseBody).toString('base64'),
    }),
  }
}

export const labelFields = ({ labels }: Options) => (labels.length === 0 ? {} : { label: labels[0], labels })

export const flowFields = ({ flow }: Options) => ({
  flowControlKey: flow?.key,
  parallelism: flow?.parallelism,
  rate: flow?.rate,
  period: flow && flow.period / 1000,
})

/** The headers that a message sends to its destination. */
export const forwarded = ({ contentType, forward }: Options) =>
  headerLists([...(contentType ? [['Content-Type', contentType] as const] : []), ...Object.entries(forward)])

/** The bytes as text in `name`, or in base64 in `nameBase64` when they are not UTF-8. Without bytes there is no field. */
export function bodyFields(name: string, bytes: Uint8Array): Record<string, string> {
  if (bytes.length === 0) return {}
  try {
    return { [name]: new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { [`${name}Base64`]: Buffer.from(bytes).toString('base64') }
  }
}
