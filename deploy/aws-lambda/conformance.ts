import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SQSBatchResponse } from 'aws-lambda'
import { toRecord } from '#deploy/aws-lambda/stand-in/event-source.ts'
import { callAddress } from '#deploy/aws-lambda/stand-in/function-url.ts'
import { ric } from '#deploy/aws-lambda/stand-in/instance.ts'
import { createFunction, type LambdaFunction, resultOf } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { packageFunction, packageProbes } from '#deploy/aws-lambda/stand-in/packages.ts'
import type { Deployed, Platform } from '#deploy/conformance/platform.ts'
import { versionOf } from '#deploy/conformance/version-of.ts'
import { type FunctionDefinition, limitsOf } from '#functions/runtime/define.ts'
import { listen } from '#local/listen.ts'

/** SQS, as far as the adapter and lib/queue-sqs.ts call it. */
async function startSqs() {
  const calls: { action: string; input: Record<string, unknown> }[] = []
  const server = await listen(async (request) => {
    const action = request.headers.get('x-amz-target')?.split('.')[1] ?? ''
    if (!request.headers.get('authorization')?.includes('/eu-central-1/sqs/'))
      return new Response(null, { status: 403 })
    calls.push({ action, input: (await request.json()) as Record<string, unknown> })
    return Response.json({ MessageId: randomUUID() })
  })
  return { server, calls }
}

/**
 * The packages of the functions in processes of their own, as Lambda runs them, with events in the documented shapes. Each process
 * is stopped (SIGSTOP) between two calls.
 */
export const awsLambda: Platform = {
  name: 'AWS Lambda',
  // Lambda's permissions decide who may send an event.
  without: ['strangers'],
  traceHeader: (trace) => [
    'x-amzn-trace-id',
    `Root=1-${trace.slice(0, 8)}-${trace.slice(8)};Parent=1234567890abcdef;Sampled=1`,
  ],
  async deploy(definitions, environment) {
    const { server, calls } = await startSqs()
    const { PROBE_SET, ...variables } = environment
    const queue = { QUEUE: 'sqs', QUEUE_URL: `${server.url}/123456789012/nightlight-` }
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-lambda-'))
    const probes = PROBE_SET === 'store' ? null : await packageProbes(join(folder, 'probes'))
    const functions = new Map<string, Promise<LambdaFunction>>()
    /** A package is made when its function is first called. */
    const find = (name: string) => {
      const definition = definitions.find((one) => one.name === name)
      if (!definition) return null
      const found = functions.get(name) ?? start(definition)
      functions.set(name, found)
      return found
    }
    async function start(definition: FunctionDefinition): Promise<LambdaFunction> {
      const { name } = definition
      const code = probes ?? (await packageFunction(name, join(folder, name)))
      const settings = { name: `nightlight-${name}`, folder: code, environment: { ...variables, ...queue } }
      return createFunction({ ...settings, ...limitsOf(definition) })
    }
    const call = async <Value>(name: string, event: object) => {
      const lambda = await find(name)
      if (!lambda) throw new Error(`There is no function ${name}.`)
      return resultOf<Value>(await lambda.invoke(event))
    }
    return {
      ranIn: {
        vendor: ric ? [versionOf('aws-lambda-ric', ric)] : [],
        standIns: [...(ric ? [] : ['the client of the runtime']), 'the Runtime API', 'Function URLs', 'SQS'],
      },
      async fetch(path, init) {
        const request = new Request(`https://abc.lambda-url.eu-central-1.on.aws${path}`, init)
        const lambda = await find(new URL(request.url).pathname.slice('/api/'.length))
        return lambda ? callAddress(lambda, request) : new Response(null, { status: 404 })
      },
      async deliver(name, texts) {
        const sent = calls.length
        const records = texts.map((body) => toRecord(`nightlight-${name}`, messageOf(body)))
        const result = await call<SQSBatchResponse>(name, { Records: records })
        const since = calls.slice(sent)
        return records.map(({ messageId, receiptHandle, body }) => {
          const failed = result.batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === messageId)
          const dead = since.some(({ input }) => String(input.QueueUrl).endsWith('-dead') && input.MessageBody === body)
          const later = since.find(({ input }) => input.ReceiptHandle === receiptHandle)?.input.VisibilityTimeout
          if (failed) return { fate: 'again', ...(later ? { after: Number(later) } : {}) }
          return { fate: dead ? 'dead' : 'gone' }
        })
      },
      async cutOff(name, text, begun) {
        const lambda = await find(name)
        const answered = lambda?.invoke({ Records: [toRecord(`nightlight-${name}`, messageOf(text))] })
        await begun
        lambda?.cutOff()
        const failed = 'failure' in ((await answered) ?? {})
        // A call without an answer leaves its batch in the queue.
        return { fate: failed ? 'again' : 'gone', killed: failed }
      },
      addressOf: (name) => `${environment.SITE_URL}/api/${name}`,
      schedule: (name, at) => settles(call(name, { scheduled: at.toISOString() })),
      upload: (path) => {
        const key = encodeURIComponent(path).replaceAll('%20', '+')
        return settles(call('storage-webhook', { Records: [{ eventSource: 'aws:s3', s3: { object: { key } } }] }))
      },
      sent: () =>
        calls.flatMap(({ action, input }) => {
          const line = String(input.QueueUrl).split('/nightlight-')[1] ?? ''
          return action === 'SendMessage' && line !== 'dead' ? [{ line, text: String(input.MessageBody) }] : []
        }),
      async logs() {
        const all = await Promise.all(functions.values())
        return all.map((lambda) => lambda.logs()).join('\n')
      },
      async stop() {
        const all = await Promise.all(functions.values())
        try {
          await Promise.all(all.map((lambda) => lambda.stop()))
        } finally {
          await server.close()
          rmSync(folder, { recursive: true, force: true })
        }
      },
    } satisfies Deployed
  },
}

const settles = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )

/** A message as SQS hands it out. */
function messageOf(Body: string) {
  const times = { SentTimestamp: '1545082649183', ApproximateFirstReceiveTimestamp: '1545082649185' }
  const Attributes = { ApproximateReceiveCount: '1', SenderId: 'AIDAIENQZJOLO23YVJ4VO', ...times }
  return { MessageId: randomUUID(), ReceiptHandle: randomUUID(), Body, MD5OfBody: '', Attributes }
}
