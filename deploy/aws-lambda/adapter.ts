import type { Handler, S3Event, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { Hono } from 'hono'
import { handle, streamHandle } from 'hono/aws-lambda'
import { readParameters } from '#deploy/aws-lambda/parameters.ts'
import { deliveryCall, type Outcome, outcomeOf, scheduleCall, uploadCall } from '#deploy/calls.ts'
import { createEnvironment } from '#deploy/environment.ts'
import { fromXRay, withTraceOf } from '#deploy/trace-headers.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import type { Env } from '#lib/env.ts'
import { endBeforeFreeze } from '#lib/freeze.ts'
import { callSqs } from '#lib/queue-sqs.ts'

/** The input of a schedule in the template; EventBridge Scheduler sets the time. */
type Scheduled = { scheduled: string }

/**
 * A function of the store as a Lambda handler, for the events of its trigger: Function URLs and HTTP APIs (payload format 2.0),
 * SQS with partial failures, EventBridge Scheduler, and uploads to S3. A function that anybody may call streams its answer
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html). Lambda freezes the instance after each.
 */
export function createLambda(definition: FunctionDefinition): Handler {
  const { name, trigger } = definition
  const { wake, env } = createEnvironment(definition, () => readParameters(process.env.SECRETS_PATH))
  const handler = serve(definition, { env })
  const run = async (request: Request) => {
    await wake()
    return handler(request).finally(endBeforeFreeze)
  }
  const call = async (request: Request) => outcomeOf(await run(request))
  const http = new Hono().all('*', ({ req: { raw } }) => run(withTraceOf(raw)))
  if (trigger.kind === 'http' && 'awslambda' in globalThis) return streamHandle(http) as Handler
  const onHttp = handle(http) as Handler

  return async (event: SQSEvent | S3Event | Scheduled | object, context, callback) => {
    if ('scheduled' in event || 'Records' in event) await wake()
    if ('scheduled' in event) return expectDone(await call(scheduleCall(env(), name, new Date(event.scheduled))))
    if (!('Records' in event)) return onHttp(event, context, callback)
    if (isUpload(event)) {
      const paths = event.Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')))
      for (const path of paths) expectDone(await call(uploadCall(env(), { bucket: 'originals', path })))
      return
    }
    // A message may wait for those beside it, but its failure does not fail them.
    const failed = await Promise.all(event.Records.map(async (record) => fails(env(), record, await take(record))))
    const items = event.Records.filter((_record, index) => failed[index])
    return {
      batchItemFailures: items.map(({ messageId }) => ({ itemIdentifier: messageId })),
    } satisfies SQSBatchResponse
  }

  async function take({ body, messageAttributes, attributes }: SQSRecord): Promise<Outcome> {
    const trace = messageAttributes.traceparent?.stringValue ?? fromXRay(attributes.AWSTraceHeader)
    const request = deliveryCall(env(), name, body, trace)
    return request ? call(request) : { kind: 'never', reason: 'It is not a message of the store.' }
  }
}

/** Tells SQS what to do with a message. True when it must be delivered again. */
async function fails(env: Env, { body, receiptHandle, eventSourceARN }: SQSRecord, outcome: Outcome): Promise<boolean> {
  if (outcome.kind === 'never') {
    const MessageAttributes = { reason: { DataType: 'String', StringValue: outcome.reason } }
    const dead = { QueueUrl: `${env.QUEUE_URL}dead`, MessageBody: body, MessageAttributes }
    return !(await callSqs(env, 'SendMessage', dead)).ok
  }
  if (outcome.kind === 'again' && outcome.after) {
    const QueueUrl = new URL(eventSourceARN.split(':').at(-1) ?? '', env.QUEUE_URL).href
    const wait = { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: outcome.after }
    await callSqs(env, 'ChangeMessageVisibility', wait)
  }
  return outcome.kind === 'again'
}

const isUpload = (event: SQSEvent | S3Event | { Records: unknown }): event is S3Event =>
  's3' in ((event as S3Event).Records[0] ?? {})

/** Lambda tries an asynchronous call again when its handler throws. */
function expectDone(outcome: Outcome): void {
  if (outcome.kind !== 'done') throw new Error(outcome.reason)
}
