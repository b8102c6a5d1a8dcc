import type { Context, S3Event, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { Hono } from 'hono'
import { handle, streamHandle } from 'hono/aws-lambda'
import { fitAnswer } from '#deploy/aws-lambda/fit-answer.ts'
import { readParameters } from '#deploy/aws-lambda/parameters.ts'
import { deliveryCall, type Outcome, outcomeOf, scheduleCall, uploadCall } from '#deploy/calls.ts'
import { createEnvironment } from '#deploy/environment.ts'
import { fromXRay, withTraceOf } from '#deploy/trace-headers.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { serve } from '#functions/runtime/serve.ts'
import type { Env } from '#lib/env.ts'
import { endBeforeFreeze } from '#lib/freeze.ts'
import { callSqs } from '#lib/queue-sqs.ts'

/** A call in Lambda's own shape; without the callback, which Node 24 has no more there. */
export type LambdaHandler = (event: SQSEvent | S3Event | Scheduled | object, context: Context) => Promise<unknown>

/** The input of a schedule in the template; EventBridge Scheduler sets the time. */
type Scheduled = { scheduled: string }

/**
 * A function of the store as a Lambda handler, for the events of its trigger: Function URLs and HTTP APIs (payload format 2.0),
 * SQS with partial failures, EventBridge Scheduler, and uploads to S3. A function that anybody may call streams its answer
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html). Lambda freezes the instance after each.
 * @throws Error naming every variable that is missing or malformed; Lambda then ends its init phase, and tries it again at a call
 */
export async function createLambda(definition: FunctionDefinition): Promise<LambdaHandler> {
  const { name, trigger } = definition
  const { SECRETS_PATH: path } = process.env
  const { wake, env } = createEnvironment(definition, () => readParameters(path))
  const handler = serve(definition, { env })
  await wake()
  try {
    env()
  } catch (error) {
    const place = path ? `\nSecrets are parameters below ${path}/, with the names of their variables.` : ''
    throw new Error(`${name} cannot begin. ${error instanceof Error ? error.message : error}${place}`)
  }
  const run = (request: Request) => handler(request).finally(endBeforeFreeze)
  const call = async (request: Request) => outcomeOf(await run(request))
  const http = new Hono().all('*', ({ req: { raw } }) => run(withTraceOf(raw)))
  if (trigger.kind === 'http' && 'awslambda' in globalThis) return streamHandle(http) as unknown as LambdaHandler
  const onHttp = handle(http) as (event: object, context: Context) => Promise<object>

  // A handler with a third parameter is refused since Node 24.
  return async (event, context) => {
    if ('scheduled' in event)
      return expectDone(await call(scheduleCall(env(), name, new Date(event.scheduled), traceOfCall())))
    if (!('Records' in event)) return fitAnswer(await onHttp(event, context))
    if (isUpload(event)) {
      const paths = event.Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')))
      for (const path of paths) expectDone(await call(uploadCall(env(), { bucket: 'originals', path }, traceOfCall())))
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
    const trace = messageAttributes.traceparent?.stringValue ?? fromXRay(attributes.AWSTraceHeader) ?? traceOfCall()
    const request = deliveryCall(env(), name, body, trace)
    return request ? call(request) : { kind: 'never', reason: 'It is not a message of the store.' }
  }
}

/** The trace of X-Ray that Lambda gives each call, for events that bring none of their own. */
const traceOfCall = () => fromXRay(process.env._X_AMZN_TRACE_ID)

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
