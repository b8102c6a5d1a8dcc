import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { parseEnv, variables } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { createQueue } from '#lib/queue.ts'
import { type Listening, listen } from '#local/listen.ts'

const published: Headers[] = []
let service: Listening

/** What the queue's plan allows; an outage answers 500 to everything. */
const plan = { retries: 5, outage: false }

beforeAll(async () => {
  service = await listen((request) => {
    published.push(request.headers)
    if (plan.outage) return Response.json({ error: 'internal' }, { status: 500 })
    return Number(request.headers.get('upstash-retries')) > plan.retries
      ? Response.json({ error: `quota maxRetries exceeded, current limit: ${plan.retries}` }, { status: 412 })
      : Response.json({ messageId: 'msg_1' })
  })
})
beforeEach(() => {
  published.length = 0
  Object.assign(plan, { retries: 5, outage: false })
  for (const name of ['log', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})
afterAll(() => service.close())

const needed = variables.filter((name) => /^(SITE_|QSTASH_|QUEUE)/.test(name))
const photograph = '6a2e0b5e-7a67-4c3e-9d0e-0a4c5b3f1e2d'
const job = (name: Job['name'], key: string): Job => ({ key, name, input: {}, run_at: new Date(), trace: null })

const keys = {
  QSTASH_TOKEN: 'a-token-of-ours',
  QSTASH_CURRENT_SIGNING_KEY: 'sig-current',
  QSTASH_NEXT_SIGNING_KEY: 'sig-next-key',
}
const environment = () => parseEnv({ SITE_URL: 'http://localhost:3000', QSTASH_URL: service.url, ...keys }, needed)
const asked = () => published.map((headers) => headers.get('upstash-retries'))

test('the extra formats of photographs run one at a time, apart from the first format', async () => {
  const queue = createQueue(environment())
  await queue.ring(job('make-thumbnail', `make-thumbnail.${photograph}.webp`))
  await queue.ring(job('make-thumbnail', `make-thumbnail.${photograph}.fallbacks`))
  await queue.ring(job('process-order', 'process-order.1'))
  const flows = published.map((headers) => [
    headers.get('upstash-flow-control-key'),
    headers.get('upstash-flow-control-value'),
  ])
  expect(flows).toEqual([
    ['make-thumbnail', 'parallelism=2'],
    ['make-thumbnail-fallbacks', 'parallelism=1'],
    [null, null],
  ])
})

test('when a plan allows fewer retries, all later jobs use its number', async () => {
  vi.resetModules()
  const { createQueue: freshQueue } = await import('#lib/queue.ts')
  plan.retries = 3
  await freshQueue(environment()).ring(job('process-order', 'process-order.1'))
  await freshQueue(environment()).ring(job('process-order', 'process-order.2'))
  expect(asked()).toEqual(['5', null, null])
  expect(published.map((headers) => headers.get('upstash-deduplication-id')?.split('.')[1])).toEqual(['1', '1', '2'])
})

test('another refusal does not lower the retries', async () => {
  const queue = createQueue(environment())
  plan.outage = true
  await queue.ring(job('process-order', 'process-order.1'))
  plan.outage = false
  await queue.ring(job('process-order', 'process-order.2'))
  expect(asked()).toEqual(['5', '5'])
})
