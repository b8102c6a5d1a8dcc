import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type EventSource, startEventSource } from '#deploy/aws-lambda/stand-in/event-source.ts'
import { account, region } from '#deploy/aws-lambda/stand-in/instance.ts'
import { createFunction, type LambdaFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { hasMoto, type Moto, startMoto } from '#deploy/aws-lambda/stand-in/moto.ts'
import { packageProbes } from '#deploy/aws-lambda/stand-in/packages.ts'
import { createQueues } from '#deploy/aws-lambda/stand-in/stack.ts'
import { bundle } from '#deploy/bundle.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import type { Env } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { createQueue } from '#lib/queue.ts'
import { listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

// SQS over its HTTP API, with the queues of the template, and the probes in the runtime of Lambda.

if (!hasMoto)
  process.stderr.write('SKIPPED: deploy/aws-lambda/sqs.test.ts needs moto_server (pip install moto[server]).\n')
const withMoto = test.skipIf(!hasMoto)
// Messages wait for seconds, and longer on a busy machine.
vi.setConfig({ testTimeout: 90_000 })
const patient = { timeout: 80_000 }

let moto: Moto
let database: TestDatabase
let lambda: LambdaFunction
let source: EventSource
const folder = mkdtempSync(join(tmpdir(), 'nightlight-sqs-'))
const queue = 'nightlight-deliver-order'
const keys = { AWS_REGION: region, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' }
const settings = () => ({ QUEUE: 'sqs', QUEUE_URL: `${moto.url}/${account}/nightlight-` })

beforeAll(async () => {
  if (!hasMoto) return
  ;[moto, database] = await Promise.all([startMoto(), startTestDatabase()])
  // Messages come again after a second, in place of the template's six minutes.
  await createQueues(moto, 1)
  const environment = { ...testEnvironment({ database: database.url }), ...settings() }
  const code = await packageProbes(join(folder, 'probes'))
  lambda = createFunction({ name: queue, folder: code, environment, seconds: 20, memory: 512 })
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  if (hasMoto) await Promise.all([lambda.stop(), moto.close(), database.close()])
})
beforeEach(() => {
  for (const name of ['log', 'warn'] as const) vi.spyOn(console, name).mockReturnValue()
})
afterEach(() => source?.stop())

const poll = (batchSize: number) => {
  source = startEventSource({ moto, queue, batchSize }, async () => lambda)
}
const urlOf = (name: string) => `${moto.url}/${account}/${name}`

async function planJob(does: 'end' | 'throw') {
  const key = `deliver-order.${randomUUID()}`
  const input = { does, orderId: randomUUID() }
  await database.sql`insert into jobs (key, name, input) values (${key}, 'deliver-order', ${database.sql.json(input)})`
  return { key, text: JSON.stringify({ key, input }) }
}
const statusOf = async (key: string) => {
  const [row] = await database.sql`select status, runs from jobs where key = ${key}`
  return row
}
const send = (texts: readonly string[]) => {
  const Entries = texts.map((MessageBody, index) => ({ Id: String(index), MessageBody }))
  return moto.call('sqs', 'SendMessageBatch', { QueueUrl: urlOf(queue), Entries })
}

/** How many messages a queue holds: those that wait, and those that somebody has taken. */
async function countOf(name: string): Promise<number> {
  const wanted = { QueueUrl: urlOf(name), AttributeNames: ['All'] }
  const { Attributes: all } = await moto.call<{ Attributes: Record<string, string> }>(
    'sqs',
    'GetQueueAttributes',
    wanted,
  )
  const counted = ['', 'NotVisible', 'Delayed'].map((kind) => Number(all[`ApproximateNumberOfMessages${kind}`]))
  return counted.reduce((sum, count) => sum + count, 0)
}

type Dead = { Body: string; MessageAttributes?: { reason?: { StringValue: string } } }

/** Takes every dead letter. */
async function takeDead(): Promise<Dead[]> {
  const wanted = { QueueUrl: urlOf('nightlight-dead'), MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }
  const { Messages = [] } = await moto.call<{ Messages?: Dead[] }>('sqs', 'ReceiveMessage', wanted)
  await moto.call('sqs', 'PurgeQueue', { QueueUrl: urlOf('nightlight-dead') })
  return Messages
}

withMoto('in a batch only what failed comes again, and after five times it is a dead letter', async () => {
  const [first, failing, second] = [await planJob('end'), await planJob('throw'), await planJob('end')]
  await send([first.text, failing.text, second.text, '{"poison"'])
  poll(10)
  await expect.poll(() => countOf(queue), patient).toBe(0)
  expect(source.batches.map((batch) => batch.length)).toEqual([4, 1, 1, 1, 1])
  expect([await statusOf(first.key), await statusOf(second.key)]).toEqual([
    { status: 'done', runs: 1 },
    { status: 'done', runs: 1 },
  ])
  expect(await statusOf(failing.key)).toEqual({ status: 'waiting', runs: 5 })
  const dead = await takeDead()
  // The adapter keeps what can never be delivered at once, and says why; SQS itself moves the other, without a word.
  expect(dead.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.reason?.StringValue])).toEqual([
    ['{"poison"', 'It is not a message of the store.'],
    [failing.text, undefined],
  ])
})

withMoto('a job is delivered after its wait, and done once, however often it is sent', async () => {
  const { key, text } = await planJob('end')
  const trace = '00-abcdefabcdefabcdefabcdefabcdefab-1234567890abcdef-01'
  const env = { ...testEnvironment({}), ...keys, ...settings() } as unknown as Env
  const { input } = JSON.parse(text) as { input: Job['input'] }
  const run_at = new Date(Date.now() + 2000)
  const job = { name: 'deliver-order', key, input, run_at, trace } as Job
  await createQueue(env).ring(job)
  await createQueue(env).ring(job)
  // One after the other: in one batch, the second would find its job busy, and wait for 15 seconds.
  poll(1)
  expect(await countOf(queue)).toBe(2)
  await expect.poll(() => countOf(queue), patient).toBe(0)
  expect(await statusOf(key)).toEqual({ status: 'done', runs: 1 })
  const [row] = await database.sql`select started_at, result from jobs j join job_steps s on s.job_key = j.key
    where key = ${key}`
  expect(row?.started_at.getTime()).toBeGreaterThanOrEqual(run_at.getTime() - 100)
  expect(row?.result).toEqual({ value: trace.split('-')[1] })
})

withMoto('a call that ends without an answer leaves its whole batch in the queue', async () => {
  const jobs = [await planJob('end'), await planJob('end')]
  const environment = { ...testEnvironment({ database: database.url }), ...settings(), CRON_SECRET: '' }
  const broken = createFunction({
    name: 'nightlight-invariants',
    folder: join(folder, 'probes'),
    environment,
    seconds: 5,
    memory: 512,
  })
  onTestFinished(() => broken.stop())
  let calls = 0
  source = startEventSource({ moto, queue, batchSize: 10 }, async () => (calls++ === 0 ? broken : lambda))
  await send(jobs.map(({ text }) => text))
  await expect.poll(() => countOf(queue), patient).toBe(0)
  expect(broken.logs()).toContain('CRON_SECRET')
  expect(source.batches.map((batch) => batch.length)).toEqual([2, 2])
  for (const { key } of jobs) expect(await statusOf(key)).toEqual({ status: 'done', runs: 1 })
})

withMoto('a run that is killed at its limit goes on with another delivery, and has one effect', async () => {
  const calls = { begun: 0 }
  const gate = await listen(async () => {
    calls.begun++
    return new Promise<Response>(() => {})
  })
  onTestFinished(() => gate.close())
  const place = join(folder, 'hanging')
  await bundle(
    `import { z } from 'zod'
    import { createLambda } from '#deploy/aws-lambda/adapter.ts'
    export const handler = await createLambda({
      name: 'deliver-order',
      trigger: { kind: 'queue' },
      input: z.object({ orderId: z.uuid() }),
      async run(_input, { step, run }) {
        await step('effect', async () => 'made')
        if (run === 1) await fetch('${gate.url}')
        return { done: true }
      },
    })`,
    place,
  )
  const environment = { ...testEnvironment({ database: database.url }), ...settings() }
  const hanging = createFunction({ name: queue, folder: place, environment, seconds: 3, memory: 512 })
  onTestFinished(() => hanging.stop())
  source = startEventSource({ moto, queue, batchSize: 10 }, async () => hanging)
  const { key, text } = await planJob('end')
  await send([text])
  await expect.poll(() => hanging.logs(), patient).toContain('Task timed out after 3.00 seconds')
  // Its lease outlives the run; a delivery until then would wait for 15 seconds.
  await database.sql`update jobs set leased_until = now() - interval '1 second' where key = ${key}`
  await expect.poll(() => statusOf(key), patient).toEqual({ status: 'done', runs: 2 })
  const [steps] = await database.sql`select count(*)::int as effects from job_steps where job_key = ${key}`
  expect([steps?.effects, calls.begun, hanging.coldStarts().length]).toEqual([1, 1, 2])
})
