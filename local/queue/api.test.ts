import { expect, test } from 'vitest'
import { createQueue } from '#local/queue/server.ts'
import { openQueue, secrets } from '#local/queue/testing.ts'

const target = 'http://127.0.0.1:9/x'

async function call(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const queue = createQueue({ file: ':memory:', ...secrets })
  const response = await queue.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { authorization: `Bearer ${secrets.token}`, ...headers },
      body: body ?? null,
    }),
  )
  await queue.close()
  return [response.status, await response.json()] as const
}

test('a wrong or missing token is refused before anything else', async () => {
  expect(await call('POST', `/v2/publish/${target}`, { authorization: 'Bearer other' })).toEqual([
    401,
    { error: 'unable to authenticate: invalid token' },
  ])
  expect((await call('GET', '/v2/nothing', { authorization: '' }))[0]).toBe(401)
})

test.each([
  ['POST', '/v2/topics/lamps/endpoints'],
  ['GET', '/v2/flowControl/key'],
  ['GET', '/v2/workflows/runs'],
  ['POST', '/v1/publish/x'],
])('%s %s is not implemented and says so', async (method, path) => {
  expect(await call(method, path)).toEqual([501, { error: `${method} ${path} is not implemented by the local queue` }])
})

test.each([
  [{ 'upstash-deduplication-id': 'a:b' }, 400, "DeduplicationId cannot contain ':'"],
  [{ 'upstash-delay': 'soon' }, 400, 'invalid Upstash-Delay: soon'],
  [{ 'upstash-retries': '-1' }, 400, 'invalid Upstash-Retries: -1'],
  [{ 'upstash-method': 'BREW' }, 400, 'invalid Upstash-Method: BREW'],
  [{ 'upstash-callback': target, 'upstash-callback-retries': 'x' }, 400, 'invalid Upstash-Retries: x'],
  [{ 'upstash-retry-delay': 'process.exit()' }, 400, 'invalid Upstash-Retry-Delay expression: process.exit()'],
  [{ 'upstash-callback': 'nowhere' }, 400, /invalid scheme/],
  [{ 'upstash-flow-control-key': 'k' }, 400, /belong together/],
  [
    { 'upstash-flow-control-key': 'k', 'upstash-flow-control-value': 'speed=1' },
    400,
    /invalid Upstash-Flow-Control-Value/,
  ],
  [{ 'upstash-redact-fields': 'body' }, 501, 'header upstash-redact-fields is not implemented by the local queue'],
])('publishing with %o is refused', async (headers, status, error) => {
  const [answered, body] = await call('POST', `/v2/publish/${target}`, headers as Record<string, string>)
  expect([answered, body.error]).toEqual([status, typeof error === 'string' ? error : expect.stringMatching(error)])
})

test('a destination needs a scheme, a batch its shape, a queue its name', async () => {
  expect(await call('POST', '/v2/publish/ftp://127.0.0.1/x')).toEqual([
    400,
    { error: 'invalid destination url: endpoint has invalid scheme, add http:// or https://' },
  ])
  expect((await call('POST', '/v2/batch', {}, '{"not":"a list"}'))[0]).toBe(400)
  expect((await call('POST', '/v2/queues', {}, 'not json'))[0]).toBe(400)
  expect((await call('GET', '/v2/queues/none'))[0]).toBe(404)
  expect((await call('DELETE', '/v2/dlq/none'))[0]).toBe(404)
})

test('the name of a URL group or of an API gets 501, not the error for a wrong URL', async () => {
  const refusal = [501, { error: 'URL groups are not implemented by the local queue: lamps' }]
  expect(await call('POST', '/v2/publish/lamps')).toEqual(refusal)
  expect(await call('POST', '/v2/enqueue/orders/lamps')).toEqual(refusal)
  expect(await call('POST', '/v2/batch', {}, '[{"destination":"lamps"}]')).toEqual(refusal)
  expect(await call('POST', '/v2/schedules/lamps', { 'upstash-cron': '@daily' })).toEqual(refusal)
  expect((await call('POST', '/v2/publish/api/llm'))[0]).toBe(501)
})

test('an encoded destination that cannot be decoded is refused', async () => {
  const destination = 'https%3A%2F%2F127.0.0.1%2F%E0%A4%A'
  expect(await call('POST', `/v2/publish/${destination}`)).toEqual([
    400,
    { error: `invalid destination url: ${destination}` },
  ])
  const encoded = encodeURIComponent(target)
  expect((await call('POST', `/v2/publish/${encoded}`))[1]).toMatchObject({ url: target })
})

test('a client that sends too much receives the error, because the connection is not closed while it writes', async () => {
  const { client } = await openQueue({ plan: 'free' })
  const body = 'x'.repeat(1_572_864)
  // One after the other, so that each request reuses the connection of the one before.
  for (let n = 0; n < 25; n++)
    await expect(client.publish({ url: target, body })).rejects.toMatchObject({ status: 413 })
})

test('a body of more than a megabyte is refused in the shape of the other errors', async () => {
  const { client } = await openQueue({ plan: 'free' })
  const publish = (size: number) => client.publish({ url: target, body: 'x'.repeat(size), delay: '1h' })
  await expect(publish(1_048_577)).rejects.toMatchObject({ status: 413, message: expect.stringContaining('"error"') })
  expect(await publish(1_048_576)).toHaveProperty('messageId')
})
