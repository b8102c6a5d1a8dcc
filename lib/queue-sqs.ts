import { AwsClient } from 'aws4fetch'
import type { Env } from '#lib/env.ts'
import { expectTaken, type Provider, textOf } from '#lib/queue-message.ts'

/**
 * Calls an action of SQS with the credentials in the environment, which Lambda sets from the function's role.
 * Protocol: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function callSqs(env: Env, action: string, input: object, signal?: AbortSignal): Promise<Response> {
  const aws = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    service: 'sqs',
    region: env.AWS_REGION ?? '',
    retries: 2,
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
  })
  return aws.fetch(new URL('/', env.QUEUE_URL).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
    body: JSON.stringify(input),
    ...(signal ? { signal } : {}),
  })
}

/**
 * Amazon SQS as the queue, one standard queue for each line of jobs: QUEUE_URL with the line's name behind it. The jobs table
 * makes duplicates harmless, and the event source of the function limits how many run at once.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function createSqs(env: Env): Provider {
  return {
    mostWait: 900,
    async send(message) {
      const { line, wait } = message
      const AWSTraceHeader = { DataType: 'String', StringValue: toXRay(message.traceparent) }
      const input = {
        QueueUrl: env.QUEUE_URL + line,
        MessageBody: textOf(message),
        DelaySeconds: wait,
        MessageSystemAttributes: { AWSTraceHeader },
      }
      await expectTaken(await callSqs(env, 'SendMessage', input))
    },
    // A role that may only send gets 400 or 403, which are answers too.
    answers: async (signal) => (await callSqs(env, 'GetQueueUrl', { QueueName: 'none' }, signal)).status < 500,
  }
}

/**
 * The trace as X-Ray writes it, so that its map shows who sent a message. The functions themselves read the one in the message.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function toXRay(traceparent: string): string {
  const [, trace = '', parent = '', flags = ''] = traceparent.split('-')
  return `Root=1-${trace.slice(0, 8)}-${trace.slice(8)};Parent=${parent};Sampled=${Number(flags) % 2}`
}
