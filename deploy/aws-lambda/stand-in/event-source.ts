import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'
import { account, region } from '#deploy/aws-lambda/stand-in/instance.ts'
import { type LambdaFunction, resultOf } from '#deploy/aws-lambda/stand-in/lambda.ts'
import type { Moto } from '#deploy/aws-lambda/stand-in/moto.ts'

type Message = {
  MessageId: string
  ReceiptHandle: string
  Body: string
  MD5OfBody: string
  Attributes: SQSRecord['attributes']
  MessageAttributes?: Record<string, { StringValue?: string; DataType: string }>
}

export type EventSource = {
  /** the batches so far, as the ids of their messages */
  batches: string[][]
  stop(): Promise<void>
}

/**
 * Takes messages from a queue and wakes a function with them, as an event source mapping with ReportBatchItemFailures does: what the
 * function does not name as failed is deleted, and the rest comes again when its visibility timeout is over. A call that fails, and
 * an answer that names a message that is not in the batch, leaves the whole batch in the queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @param queue its name, such as `nightlight-process-order`
 */
export function startEventSource(
  { moto, queue, batchSize }: { moto: Moto; queue: string; batchSize: number },
  wake: () => Promise<LambdaFunction>,
): EventSource {
  const QueueUrl = `${moto.url}/${account}/${queue}`
  const batches: string[][] = []
  let stopped = false

  async function poll(): Promise<void> {
    const all = { AttributeNames: ['All'], MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }
    const wanted = { QueueUrl, MaxNumberOfMessages: batchSize, WaitTimeSeconds: 1, ...all }
    const { Messages: messages = [] } = await moto.call<{ Messages?: Message[] }>('sqs', 'ReceiveMessage', wanted)
    if (messages.length === 0) return
    batches.push(messages.map(({ MessageId }) => MessageId))
    const lambda = await wake()
    const result = await lambda.invoke({ Records: messages.map((message) => toRecord(queue, message)) })
    const failed = failedOf(messages, () => resultOf<SQSBatchResponse | null>(result))
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId))
    if (done.length === 0) return
    const Entries = done.map(({ MessageId: Id, ReceiptHandle }) => ({ Id, ReceiptHandle }))
    await moto.call('sqs', 'DeleteMessageBatch', { QueueUrl, Entries })
  }

  const polling = (async () => {
    while (!stopped) await poll()
  })()
  // Whoever stops it sees why it ended.
  polling.catch(() => {})
  return {
    batches,
    async stop() {
      stopped = true
      await polling
    },
  }
}

/** The ids of the messages that stay in the queue. */
function failedOf(messages: readonly Message[], read: () => SQSBatchResponse | null): Set<string> {
  const all = new Set(messages.map(({ MessageId }) => MessageId))
  try {
    const named = (read()?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier)
    return named.every((id) => all.has(id)) ? new Set(named) : all
  } catch {
    return all
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function toRecord(queue: string, message: Message): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => {
    return [name, { stringValue: StringValue, dataType: DataType, stringListValues: [], binaryListValues: [] }]
  })
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(attributes) as SQSRecord['messageAttributes'],
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${region}:${account}:${queue}`,
    awsRegion: region,
  }
}
