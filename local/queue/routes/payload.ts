import type { Message } from '#local/queue/store/messages.ts'

/** A message as the REST API shows it (`Message` in the SDK's types). */
export function messagePayload(message: Message) {
  const { options } = message
  return {
    messageId: message.id,
    url: message.url,
    method: options.method,
    header: forwarded(options.contentType, options.forward),
    ...bodyFields('body', message.body),
    maxRetries: options.retries,
    retryDelayExpression: options.retryDelay,
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    callback: options.callback,
    failureCallback: options.failureCallback,
    queueName: message.queue ?? undefined,
    scheduleId: message.scheduleId ?? undefined,
    ...flowFields(options),
    label: options.label,
  }
}

/** A dead letter: the message, and the last answer it got. */
export function deadLetterPayload(message: Message) {
  return {
    ...messagePayload(message),
    dlqId: message.dlqId,
    responseStatus: message.responseStatus ?? undefined,
    responseHeader: message.responseHeader,
    ...bodyFields('responseBody', message.responseBody ?? new Uint8Array()),
  }
}

export const flowFields = ({ flow }: Message['options']) => ({
  flowControlKey: flow?.key,
  parallelism: flow?.parallelism,
  rate: flow?.rate,
  period: flow?.rate === undefined ? undefined : flow.period / 1000,
})

export const forwarded = (contentType: string | undefined, forward: Record<string, string>) =>
  Object.fromEntries(
    [...(contentType ? [['Content-Type', contentType] as const] : []), ...Object.entries(forward)].map(
      ([name, value]) => [name, [value]],
    ),
  )

/** Bytes as text under `name`, or base64 under `nameBase64` when they are not UTF-8. */
export function bodyFields(name: string, bytes: Uint8Array): Record<string, string> {
  try {
    return { [name]: new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { [`${name}Base64`]: Buffer.from(bytes).toString('base64') }
  }
}
