import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv, variables } from '#lib/env.ts'
import type { Job } from '#lib/jobs.ts'
import { createQueue } from '#lib/queue.ts'
import { type Listening, listen } from '#local/listen.ts'

const published: Headers[] = []
let service: Listening

beforeAll(async () => {
  service = await listen((request) => {
    published.push(request.headers)
    return Response.json({ messageId: 'msg_1' })
  })
})
afterAll(() => service.close())

const needed = variables.filter((name) => /^(SITE|QSTASH)_/.test(name))
const photograph = '6a2e0b5e-7a67-4c3e-9d0e-0a4c5b3f1e2d'
const job = (name: Job['name'], key: string): Job => ({ key, name, input: {}, run_at: new Date(), trace: null })

test('the further formats of photographs wait in a line of their own, one at a time', async () => {
  const keys = {
    QSTASH_TOKEN: 'a-token-of-ours',
    QSTASH_CURRENT_SIGNING_KEY: 'sig-current',
    QSTASH_NEXT_SIGNING_KEY: 'sig-next-key',
  }
  const env = parseEnv({ SITE_URL: 'http://localhost:3000', QSTASH_URL: service.url, ...keys }, needed)
  const queue = createQueue(env)
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
